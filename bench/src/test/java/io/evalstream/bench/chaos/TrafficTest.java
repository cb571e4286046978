package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.bench.oracle.Expected;
import io.evalstream.bench.oracle.Judgement;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.metric.FunnelStep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {

  private static final Traffic TRAFFIC = Traffic.of(5, 200);

  @TempDir Path folder;

  @Test
  void judgeStub_givesTheExpectedLabels() throws Exception {
    Path file = folder.resolve("labels.jsonl");
    TRAFFIC.writeLabels(file);
    LabelledFileAnswerer answerer = new LabelledFileAnswerer(file);

    for (Turn turn : TRAFFIC.turns()) {
      String question = turn.event(Instant.EPOCH).getQuestion();
      String response = turn.event(Instant.EPOCH).getResponse();
      List<RetrievedDocument> documents = turn.span(Instant.EPOCH).getDocuments();
      turn.labels()
          .forEach(
              (judgement, label) -> {
                Map<String, String> blocks =
                    judgement.document() == null
                        ? Map.of("question", question, "response", response)
                        : Map.of(
                            "question",
                            question,
                            "document",
                            text(documents, judgement.document()));

                assertThat(answerer.answer(judgement.evaluator(), List.of(label), blocks).label())
                    .isEqualTo(label);
              });
    }
  }

  @Test
  void expectedFunnel_balances() {
    Map<FunnelStep, Long> funnel = expected().funnel();

    for (String app : Turn.APPS) {
      for (String stage : List.of("chat_event", "retrieval_span")) {
        assertThat(count(funnel, app, stage, "received"))
            .isEqualTo(
                count(funnel, app, stage, "rejected")
                    + count(funnel, app, stage, "unsampled")
                    + count(funnel, app, stage, "sampled"));
      }
    }
    // 100 turns of each app; those of the first are all sampled, and have five judgements each.
    assertThat(count(funnel, "docs-bot", "chat_event", "sampled")).isEqualTo(100);
    assertThat(count(funnel, "docs-bot", "document_relevance", "requested")).isEqualTo(300);
    // Five standard deviations of a share of 0.5 among 100.
    assertThat(count(funnel, "support-bot", "chat_event", "sampled")).isBetween(25L, 75L);
  }

  @Test
  void labels_areThoseOfTheSampledTraces() {
    Set<String> sampled =
        Set.copyOf(TRAFFIC.turns().stream().filter(Turn::sampled).map(Turn::traceId).toList());

    assertThat(expected().labels()).hasSize(5 * sampled.size());
    assertThat(expected().labels().keySet().stream().map(Judgement::traceId))
        .allMatch(sampled::contains);
    assertThat(expected().deadLetters()).isEqualTo(200 / 40);
  }

  @Test
  void row_isJson() throws Exception {
    JsonNode row = new ObjectMapper().readTree(TRAFFIC.turns().getFirst().row());

    assertThat(row.path("id").asText()).isEqualTo("chaos-5-1");
    assertThat(row.path("documents")).hasSize(3);
  }

  private static Expected expected() {
    return TRAFFIC.expected(Set.of("judged"), 1);
  }

  private static long count(Map<FunnelStep, Long> funnel, String app, String stage, String step) {
    return funnel.getOrDefault(new FunnelStep(app, stage, step), 0L);
  }

  private static String text(List<RetrievedDocument> documents, String id) {
    return documents.stream()
        .filter(document -> document.getDocumentId().equals(id))
        .findFirst()
        .orElseThrow()
        .getText();
  }
}
