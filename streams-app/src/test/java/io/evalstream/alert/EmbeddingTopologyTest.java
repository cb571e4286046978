package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.alert.rule.Questions;
import io.evalstream.app.StageHarness;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import io.evalstream.event.AlertDrift;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The drift of embeddings on the whole monitor.
class EmbeddingTopologyTest {

  private static final String CONFIG =
      """
      apps: [ { id: docs-bot, evaluators: [ toxicity ], sampling: [ { rate: 0.01 } ] } ]
      alerting: { every: 10s }
      alerts: [ { rule: moved, drift: query_embedding, over: 1m, baseline: 10m } ]
      """;

  private final Questions questions = new Questions(1, 8);
  private int events;

  @Test
  void newTopic_isOneRecordPerTransition_sampledOrNot() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      minutes(monitor, 12, 0);
      minutes(monitor, 4, 0.5);

      assertThat(monitor.alerts())
          .extracting(Alert::getCondition, Alert::getMethod, Alert::getState)
          .containsExactly(
              tuple("drift", "windows", "pending"), tuple("drift", "windows", "firing"));
      Alert firing = monitor.alerts().getLast();
      AlertDrift drift = firing.getDrift();
      assertThat(firing.getApp()).isEqualTo("docs-bot");
      assertThat(firing.getEvaluator()).isEqualTo("*");
      assertThat(firing.getOverMs()).isEqualTo(60_000);
      assertThat(drift.getEmbeddings()).isEqualTo(240);
      assertThat(drift.getBaselineEmbeddings()).isGreaterThanOrEqualTo(2_400);
      assertThat(firing.getSummary())
          .isEqualTo(
              String.format(
                  Locale.ROOT,
                  "Questions to docs-bot: their embeddings moved by %.1f %% of the variance of the"
                      + " baseline (z %.1f), 240 of them against %,d; beyond chance in 3 windows"
                      + " in a row",
                  drift.getEffect() * 100,
                  drift.getZ(),
                  drift.getBaselineEmbeddings()));
      assertThat(monitor.boards().alerts().standings())
          .extracting(AlertBoard.Standing::state)
          .containsExactly("firing");
    }
  }

  private void minutes(StageHarness monitor, int minutes, double share) {
    for (int tick = 0; tick < minutes * 6; tick++) {
      for (int i = 0; i < 40; i++) {
        monitor.send(event(questions.next(share)));
      }
      monitor.after(Duration.ofSeconds(10));
    }
  }

  private ChatEvent event(double[] embedding) {
    return ChatEvent.newBuilder(Turns.event("t-" + events++, 0))
        .setQueryEmbedding(Arrays.stream(embedding).mapToObj(x -> (float) x).toList())
        .build();
  }

  @Test
  void judgedTrace_hasItsEmbedding() {
    try (StageHarness monitor = StageHarness.of(CONFIG.replace("0.01", "1.0"))) {
      ChatEvent event = event(questions.next(0));

      monitor.send(event).settle();

      assertThat(monitor.judgedTraces()).extracting(JudgedTrace::getEvent).containsExactly(event);
    }
  }

  @Test
  void whatIsNoEmbeddingOfADocument_isADeadLetter() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(span("s-1", List.of(0.5f, Float.NaN)));
      monitor.send(span("s-2", Collections.nCopies(8_193, 0f)));

      assertThat(monitor.deadLetters())
          .extracting(letter -> letter.headers().get("evalstream.detail"))
          .containsExactly(
              "documents[1].embedding[1] must be finite, was NaN",
              "documents[1].embedding must have at most 8192 numbers, was one of 8193");
    }
  }

  private static RetrievalSpan span(String spanId, List<Float> embedding) {
    RetrievalSpan span = Turns.span("t-1", spanId, "doc-1", "doc-2");
    RetrievedDocument second = span.getDocuments().getLast();
    return RetrievalSpan.newBuilder(span)
        .setDocuments(
            List.of(
                span.getDocuments().getFirst(),
                RetrievedDocument.newBuilder(second).setEmbedding(embedding).build()))
        .build();
  }

  @Test
  void whatIsNoEmbedding_isADeadLetter() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(event(new double[] {1, Double.NaN}));
      monitor.send(event(new double[] {Double.POSITIVE_INFINITY}));
      monitor.send(event(new double[8_193]));
      monitor.send(event(new double[8_192]));

      assertThat(monitor.deadLetters())
          .extracting(letter -> letter.headers().get("evalstream.detail"))
          .containsExactly(
              "query_embedding[1] must be finite, was NaN",
              "query_embedding[0] must be finite, was Infinity",
              "query_embedding must have at most 8192 numbers, was one of 8193");
    }
  }

  @Test
  void withoutARule_nothingIsKept() {
    String without = CONFIG.replaceAll("alerts:.*", "");
    try (StageHarness monitor = StageHarness.of(without)) {
      monitor.send(event(questions.next(0)));

      assertThat(monitor.alerts()).isEmpty();
      assertThat(monitor.stores())
          .contains(StoreNames.ALERTS)
          .doesNotContain(
              StoreNames.EMBEDDINGS, StoreNames.EMBEDDING_ALERTS, StoreNames.EMBEDDING_WINDOWS);
    }
  }
}
