package io.evalstream.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Evaluations;
import io.evalstream.app.Turns;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievedDocument;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RankingResultTest {

  private final RankingResult result = new RankingResult();

  /// A trace with six documents, of which the first `labelled` have a label and the first one alone
  /// is relevant.
  private void retrieval(String traceId, int labelled) throws Exception {
    TraceRow row =
        TraceRow.of(
            new ObjectMapper()
                .readTree(
                    """
                    {"id": "%s", "app": "docs-bot", "question": "q", "response": "r", "documents": [
                      {"id": "1", "text": "a"}, {"id": "2", "text": "b"}, {"id": "3", "text": "c"},
                      {"id": "4", "text": "d"}, {"id": "5", "text": "e"}, {"id": "6", "text": "f"}]}
                    """
                        .formatted(traceId)),
            "none",
            Turns.NOON,
            false);
    int rank = 0;
    for (RetrievedDocument document : Objects.requireNonNull(row.span()).getDocuments()) {
      rank++;
      Evaluation judged =
          rank == 1
              ? Evaluations.passing(traceId, Turns.NOON)
              : Evaluations.failing(traceId, Turns.NOON);
      Evaluation evaluation =
          Evaluation.newBuilder(judged).setDocumentId(document.getDocumentId()).build();
      result.add(
          new Judged(
              row,
              rank <= labelled
                  ? evaluation
                  : Evaluation.newBuilder(evaluation).setLabel(null).setFailing(null).build()));
    }
  }

  @Test
  void missingLabelBehindTheFirstRanks_leavesOutTheDiscountedGainAlone() throws Exception {
    retrieval("t-1", 6);
    retrieval("t-2", 5);

    assertThat(result.retrievals()).isEqualTo(2);
    assertThat(result.means().get("hit@5").n()).isEqualTo(2);
    assertThat(result.means().get("ndcg_returned@5").n()).isEqualTo(1);
  }

  @Test
  void missingLabelAmongTheFirstRanks_leavesOutTheRetrieval() throws Exception {
    retrieval("t-1", 4);

    assertThat(result.retrievals()).isZero();
    assertThat(result.leftOut()).isEqualTo(1);
  }
}
