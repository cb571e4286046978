package io.evalstream.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.console.archive.ArchiveState;
import io.evalstream.event.Feedback;
import io.evalstream.http.Ask.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackRoutesTest {

  private static final String GOOD =
      "{'trace_id':'trace-0003','evaluator':'faithfulness','label':'unfaithful','comment':'no'}";

  @TempDir private static Path folder;
  private static ServedApi served;
  private static ApiDocument document;

  @BeforeAll
  static void serve() throws Exception {
    served = new ServedApi(folder);
    document = new ApiDocument();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @BeforeEach
  void forget() {
    served.published.clear();
    served.outage = null;
    served.compared = true;
    served.archive.reading(ArchiveState.Condition.FOLLOWING, null, 1, 0);
  }

  private Answer post(String body) {
    Answer answer = served.ask.postJson("/api/v1/feedback", body.replace('\'', '"'));
    assertThat(document.faults("post", "/api/v1/feedback", answer)).as(answer.body()).isEmpty();
    return answer;
  }

  @Test
  void label_isPublishedAsThatOfAPerson() throws Exception {
    Answer answer = post(GOOD);

    assertThat(answer.status()).isEqualTo(202);
    Feedback feedback = served.published.getFirst();
    assertThat(feedback.getFeedbackId())
        .isEqualTo(new ObjectMapper().readTree(answer.body()).path("feedback_id").asText())
        .isNotBlank();
    assertThat(feedback.getTraceId()).isEqualTo("trace-0003");
    assertThat(feedback.getApp()).isEqualTo("docs-bot");
    assertThat(feedback.getLabel()).isEqualTo("unfaithful");
    assertThat(feedback.getAnnotatorKind()).isEqualTo("human");
    assertThat(feedback.getComment()).isEqualTo("no");
    assertThat(feedback.getOccurredAt()).isEqualTo(ServedApi.NOW);
    assertThat(answer.body()).contains("\"compared\":true", "\"known\":false");
  }

  @Test
  void ofADocument_namesIt() {
    String label = "{'trace_id':'trace-0003','evaluator':'document_relevance','label':'relevant'";

    assertThat(post(label + ",'document_id':'canteen'}").status()).isEqualTo(202);
    assertThat(served.published.getFirst().getDocumentId()).isEqualTo("canteen");
    assertThat(post(label + ",'document_id':'other'}").body()).contains("retrieved document");
    assertThat(post(label + "}").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          400 | {}                                                                     | trace_id must be given
          400 | {'trace_id':1,'evaluator':'faithfulness','label':'faithful'}           | trace_id must be a text
          400 | {'trace_id':'trace-0003','evaluator':'x','label':'y','lable':'z'}      | Did you mean 'label'?
          400 | []                                                                     | one JSON object
          404 | {'trace_id':'other','evaluator':'faithfulness','label':'faithful'}     | no judged trace 'other'
          422 | {'trace_id':'trace-0003','evaluator':'faithfullness','label':'x'}      | Did you mean 'faithfulness'?
          422 | {'trace_id':'trace-0003','evaluator':'faithfulness','label':'green'}   | unfaithful
          422 | {'trace_id':'trace-0003','app':'x','evaluator':'faithfulness','label':'faithful'} | docs-bot
          409 | {'trace_id':'trace-0012','evaluator':'faithfulness','label':'thumbs_up','feedback_id':'feedback-trace-0012'} | is taken
          """)
  void whatDoesNotFit_isRefusedWithAReason(int status, String body, String reason) {
    Answer answer = post(body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(reason);
    assertThat(served.published).isEmpty();
  }

  @Test
  void sameIdAgain_changesNothing() {
    Feedback before = served.archive.feedback("trace-0012").getFirst();
    Answer answer =
        post(
            "{'trace_id':'trace-0012','evaluator':'faithfulness','label':'%s','feedback_id':'%s'}"
                .formatted(before.getLabel(), before.getFeedbackId()));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).contains("\"known\":true");
    assertThat(served.published).isEmpty();
  }

  @Test
  void kafkaThatIsAway_isToldWithTheReason_andTheIdToSendItAgain() {
    served.outage = "no acknowledgement from evalstream.feedback: it is away";

    Answer answer = post(GOOD.replace("}", ",'feedback_id':'mine'}"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("not known whether", "it is away", "feedback_id 'mine'");
    assertThat(answer.header("Retry-After")).isEqualTo("10");
  }

  @Test
  void traceThatMayStillCome_isNotSaidToBeMissing() {
    served.archive.reading(ArchiveState.Condition.REBUILDING, null, 0.5, 10);

    Answer answer = post("{'trace_id':'other','evaluator':'faithfulness','label':'faithful'}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(served.ask.get("/api/v1/traces/other").status()).isEqualTo(503);
    assertThat(served.ask.get("/api/v1/traces/trace-0003").status()).isEqualTo(200);
  }

  @Test
  void withoutAgreement_theAnswerSaysThatNobodyCompares() {
    served.compared = false;

    assertThat(post(GOOD).body()).contains("\"compared\":false", "no section agreement");
    assertThat(served.published).hasSize(1);
  }

  @Test
  void longBody_isRefused() {
    assertThat(post("{'comment':'" + "x".repeat(70_000) + "'}").status()).isEqualTo(413);
    assertThat(served.ask.send("POST", "/api/v1/feedback", "{}").status()).isEqualTo(415);
  }
}
