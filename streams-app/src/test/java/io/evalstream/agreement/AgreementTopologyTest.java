package io.evalstream.agreement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.app.Feedbacks;
import io.evalstream.app.StageHarness;
import io.evalstream.app.StageHarness.Letter;
import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.CorrectedShare;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Feedback;
import io.evalstream.metric.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Feedback through the whole monitor.
class AgreementTopologyTest {

  private static final String APPS =
      """
      apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]
      """;
  private static final String AGREEMENT = "agreement: { remember: 1d }\n";

  private static StageHarness monitor() {
    return StageHarness.of(APPS + AGREEMENT);
  }

  private static Feedback human(String id, String traceId, String label) {
    return Feedbacks.human(id, traceId, "toxicity", label);
  }

  @Test
  void feedbackBeforeAndAfter_meetsItsEvaluation() {
    try (StageHarness monitor = monitor()) {
      monitor.judge().says("toxicity", "toxic");
      monitor.send(human("f-1", "t-1", "toxic"));
      monitor.send(Turns.event("t-1", 0)).settle();
      monitor.send(
          Feedback.newBuilder(human("f-2", "t-1", "non_toxic")).setAnnotator("bob").build());

      Standing standing = monitor.boards().agreements().standings().getFirst();
      assertThat(standing.subject().version())
          .isEqualTo(monitor.evaluations().getFirst().getEvaluatorVersion());
      assertThat(standing.matrix().classes()).containsExactly("non_toxic", "toxic");
      assertThat(standing.matrix().counts()).containsExactly(List.of(0L, 1L), List.of(0L, 1L));
      assertThat(monitor.funnel("feedback", "received")).isEqualTo(2);
      assertThat(monitor.funnel("feedback", "matched")).isEqualTo(2);
    }
  }

  @Test
  void json_isReadUnderAnyKey() {
    try (StageHarness monitor = StageHarness.withPartitions(3, APPS + AGREEMENT)) {
      monitor.sendJson(
          "feedback",
          "no trace",
          """
          {"feedback_id": "f-1", "trace_id": "t-1", "app": "docs-bot", "evaluator": "toxicity",
           "label": "thumbs_down", "annotator_kind": "user"}
          """);

      assertThat(monitor.funnel("feedback", "waiting")).isEqualTo(1);
      assertThat(monitor.deadLetters()).isEmpty();
    }
  }

  @Test
  void badFeedback_isADeadLetterAsItCame() {
    try (StageHarness monitor = monitor()) {
      monitor.sendJson("feedback", "k", "{\"feedback_id\": 1}");
      monitor.sendBytes("feedback", "k", new byte[] {9, 9});
      monitor.sendBytes("feedback", "k", null);
      monitor.send(human("f-1", "t-1", "dubious"));
      monitor.sendBytes("feedback", "k", monitor.bytes("chat-events", Turns.event("t-1")));

      assertThat(monitor.deadLetters())
          .extracting(Letter::reason)
          .containsExactly("invalid_json", "not_avro", "empty", "unknown_label", "wrong_type");
      assertThat(monitor.deadLetters())
          .allSatisfy(
              letter -> {
                assertThat(letter.headers()).containsEntry("evalstream.stage", "agreement");
                assertThat(letter.headers())
                    .containsEntry("evalstream.topic", "evalstream.feedback");
              });
      assertThat(monitor.deadLetters().getFirst().value())
          .isEqualTo("{\"feedback_id\": 1}".getBytes(UTF_8));
      assertThat(monitor.counted(Metric.DEAD_LETTERS)).isEqualTo(5);
      assertThat(monitor.funnel("feedback", "rejected")).isEqualTo(1);
      assertThat(monitor.funnel("__unknown__", "feedback", "rejected")).isEqualTo(4);
    }
  }

  @Test
  void strayFeedback_isADeadLetterThatIsAcceptedAgain() {
    String apps =
        "apps: [ { id: docs-bot, evaluators: [ toxicity ] }, { id: b, evaluators: [ toxicity ] } ]\n";
    try (StageHarness monitor = StageHarness.of(apps + AGREEMENT)) {
      monitor.judge().says("toxicity", "toxic");
      monitor.send(Turns.event("t-1", 0)).settle();
      monitor.send(Feedback.newBuilder(human("f-1", "t-1", "toxic")).setApp("b").build());

      Letter letter = monitor.deadLetters().getFirst();
      assertThat(letter.reason()).isEqualTo("other_app");
      String corrected = new String(letter.value(), UTF_8).replace("\"b\"", "\"docs-bot\"");
      monitor.sendBytes("feedback", letter.key(), corrected.getBytes(UTF_8));
      assertThat(monitor.funnel("feedback", "duplicate")).isZero();
      assertThat(monitor.funnel("feedback", "matched")).isEqualTo(1);
    }
  }

  @Test
  void agreement_isOfTheTimeThatIsRemembered() {
    try (StageHarness monitor = monitor()) {
      monitor.judge().says("toxicity", "toxic");
      monitor.send(Turns.event("t-1", 0)).settle();
      monitor.send(human("f-1", "t-1", "toxic"));
      assertThat(monitor.boards().agreements().standings()).hasSize(1);

      monitor.after(Duration.ofDays(1));

      assertThat(monitor.boards().agreements().standings()).isEmpty();
    }
  }

  /// The judge fails 25 of 65 answers; reviewers confirm 22 of these and fail no other. With one
  /// more answer that passes: 25/66 x 22/25 + 41/66 x 0 = 1/3.
  @Test
  void rate_isCorrectedByReviewers() {
    try (StageHarness monitor = monitor()) {
      reviewedTraffic(monitor, "human");

      CorrectedShare corrected = newestRate(monitor).getCorrected();
      assertThat(corrected.getBasis()).isEqualTo("human_flagged");
      assertThat(corrected.getTrust()).isEqualTo("ok");
      assertThat(corrected.getValue()).isCloseTo(1 / 3.0, within(1e-9));
      assertThat(corrected.getLow()).isBetween(0.2, 0.33);
      assertThat(corrected.getHigh()).isBetween(0.34, 0.48);
      assertThat(corrected.getLabelled()).isEqualTo(65);
      assertThat(monitor.rates())
          .filteredOn(rate -> !rate.getDimension().equals("all"))
          .allMatch(rate -> rate.getCorrected() == null);
    }
  }

  @Test
  void rate_isNotCorrectedByUsers() {
    try (StageHarness monitor = monitor()) {
      reviewedTraffic(monitor, "user");

      assertThat(monitor.boards().agreements().standings().getFirst().labels()).isEqualTo(65);
      assertThat(newestRate(monitor).getCorrected()).isNull();
    }
  }

  private static void reviewedTraffic(StageHarness monitor, String annotators) {
    monitor.judge().says("toxicity", "rude", "toxic");
    for (int n = 0; n < 65; n++) {
      answer(monitor, n, n < 25 ? "A rude answer." : "At nine.");
    }
    monitor.settle();
    for (int n = 0; n < 65; n++) {
      monitor.send(
          Feedback.newBuilder(human("f-" + n, "t-" + n, n < 22 ? "toxic" : "non_toxic"))
              .setAnnotatorKind(annotators)
              .build());
    }
    answer(monitor, 65, "At nine.");
    monitor.after(Duration.ofSeconds(2));
  }

  private static void answer(StageHarness monitor, int n, String response) {
    monitor.send(
        ChatEvent.newBuilder(Turns.event("t-" + n, 0)).setResponse(response).setModel("m").build());
  }

  private static EvalRate newestRate(StageHarness monitor) {
    return monitor.rates().stream()
        .filter(rate -> rate.getDimension().equals("all") && rate.getEvaluator().equals("toxicity"))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  @Test
  void withoutTheSection_feedbackIsNotRead() {
    try (StageHarness monitor = StageHarness.of(APPS)) {
      assertThatThrownBy(() -> monitor.send(human("f-1", "t-1", "toxic")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Unknown topic");
    }
  }
}
