package io.evalstream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Evaluations;
import io.evalstream.app.ManualClock;
import io.evalstream.app.Turns;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.gate.LabelBook.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelBookTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration REMEMBER = Duration.ofMinutes(10);

  private final ManualClock clock = new ManualClock(NOW);
  private final LabelBook book = new LabelBook(config(100), clock);

  private static GateConfig config(int maxLabels) {
    GatePolicy policy =
        new GatePolicy(
            List.of(new BlockRule("toxicity", Set.of("toxic"), false, Documents.ANY)),
            Fallback.PASS,
            Fallback.PASS,
            Duration.ofSeconds(1));
    return new GateConfig(
        Map.of(Turns.APP, policy),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        10,
        REMEMBER,
        maxLabels,
        new GateConfig.Evaluate(1, 1000, 10));
  }

  private static Evaluation failing(String trace) {
    return Evaluations.failing(trace, NOW);
  }

  private static JudgedTrace judged(String trace, Evaluation... evaluations) {
    return JudgedTrace.newBuilder()
        .setTraceId(trace)
        .setApp(Turns.APP)
        .setOccurredAt(NOW)
        .setEvent(Turns.event(trace))
        .setRetrievals(List.of(Turns.span(trace, "one", "a", "b"), Turns.span(trace, "two", "b")))
        .setEvaluations(List.of(evaluations))
        .setDiagnosis("ok")
        .setJudgedAt(NOW)
        .build();
  }

  private TraceLabels labels(String trace) {
    return book.find(Turns.APP, trace).map(Seen::labels).orElseThrow();
  }

  @Test
  void labels_areFoundByTraceAndApp() {
    book.add(failing("t"));

    assertThat(labels("t").of("toxicity")).extracting(GateLabel::label).containsExactly("toxic");
    assertThat(book.find(null, "t").map(Seen::app)).contains(Turns.APP);
    assertThat(book.find("another", "t")).isEmpty();
    assertThat(book.find(Turns.APP, "u")).isEmpty();
  }

  @Test
  void labels_areInTheOrderOfTheTrace_whicheverTopicIsReadFirst() {
    List<Evaluation> all =
        IntStream.range(0, 20)
            .mapToObj(i -> Evaluation.newBuilder(failing("t")).setEvaluationId("e" + i).build())
            .toList();
    JudgedTrace trace = judged("t", all.toArray(Evaluation[]::new));
    List<String> order = all.stream().map(Evaluation::getEvaluationId).toList();

    all.reversed().forEach(book::add);
    assertThat(ids()).isEqualTo(order.reversed());
    book.complete(trace);
    assertThat(ids()).isEqualTo(order);

    LabelBook other = new LabelBook(config(100), clock);
    other.complete(trace);
    all.reversed().forEach(other::add);
    assertThat(other.find(Turns.APP, "t").orElseThrow().labels()).isEqualTo(labels("t"));
    assertThat(other.find(Turns.APP, "t").orElseThrow().labels().of("toxicity"))
        .extracting(GateLabel::evaluationId)
        .isEqualTo(order);
  }

  private List<String> ids() {
    return labels("t").of("toxicity").stream().map(GateLabel::evaluationId).toList();
  }

  @Test
  void whatNoPolicyNames_isNotKept() {
    Evaluation other = Evaluation.newBuilder(failing("t")).setEvaluator("correctness").build();
    Evaluation foreign = Evaluation.newBuilder(failing("u")).setApp("another").build();

    book.add(other);
    book.add(foreign);

    assertThat(book.find(null, "t")).isEmpty();
    assertThat(book.find("another", "u")).isEmpty();
  }

  @Test
  void judgedTrace_bringsItsLabelsOnce_andCountsItsDocumentsOnce() {
    book.add(failing("t"));
    book.complete(judged("t", failing("t")));

    assertThat(labels("t").of("toxicity")).hasSize(1);
    assertThat(labels("t").documents()).isEqualTo(2);
  }

  @Test
  void labelAfterTheJudgedTrace_leavesItComplete() {
    book.complete(judged("t"));
    book.add(failing("t"));

    assertThat(labels("t").isComplete()).isTrue();
  }

  @Test
  void oldTraces_areForgotten() {
    book.add(failing("old"));
    clock.advance(REMEMBER);
    book.add(failing("just"));
    assertThat(book.find(null, "old")).isPresent();

    clock.advance(Duration.ofMillis(1));
    book.add(failing("new"));

    assertThat(book.find(null, "old")).isEmpty();
    assertThat(book.find(null, "just")).isPresent();
  }

  /// Each trace counts as one, and its label as another.
  @Test
  void memory_isBounded_andTheOldestGoFirst() {
    for (int trace = 0; trace < 1000; trace++) {
      book.add(failing("t" + trace));
    }

    assertThat(book.find(null, "t949")).isEmpty();
    assertThat(book.find(null, "t950")).isPresent();
    assertThat(book.find(null, "t999")).isPresent();
  }

  /// The last wait returns at once; the test would hang for an hour otherwise.
  @Test
  void watch_isWokenByItsTraceOnly() throws Exception {
    try (LabelBook.Watch watch = book.watch("t")) {
      book.add(failing("u"));
      long began = System.nanoTime();
      watch.await(Duration.ofMillis(20).toNanos());
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(20_000_000);

      book.add(failing("t"));
      watch.await(Duration.ofHours(1).toNanos());
    }
  }

  @Test
  void trouble_lastsUntilTheTopicsAreRead() {
    assertThat(book.trouble()).isPresent();

    book.read();
    assertThat(book.trouble()).isEmpty();

    book.unreadable("no broker");
    assertThat(book.trouble().orElse("")).contains("no broker");
  }
}
