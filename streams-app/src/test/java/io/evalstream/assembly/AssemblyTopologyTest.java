package io.evalstream.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.StageHarness;
import io.evalstream.app.StageHarness.Letter;
import io.evalstream.app.Turns;
import io.evalstream.async.CallResult;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssemblyTopologyTest {

  private static final String CONFIG = "apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]\n";
  // Thumbs-down turns are sampled, the others are not: only the event decides.
  private static final String ON_FEEDBACK =
      """
      apps:
        - id: docs-bot
          evaluators: [ faithfulness ]
          sampling: [ { when: { feedback: thumbs_down }, rate: 1 }, { rate: 0 } ]
      """;
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration ALMOST = WAIT.minusMillis(200);

  @Test
  void eventBeforeItsSpans_isJudgedWithThem() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-1")).send(Turns.span("t-1", "s-1", "doc-1")).after(WAIT);

      assertThat(spanIds(monitor)).containsExactly(List.of("s-1"));
    }
  }

  @Test
  void spansBeforeTheirEvent_areJudgedWithIt() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor
          .send(Turns.span("t-1", "s-2", "doc-2"))
          .send(Turns.span("t-1", "s-1", "doc-1"))
          .send(Turns.event("t-1", 2))
          .settle();

      assertThat(spanIds(monitor)).containsExactly(List.of("s-1", "s-2"));
    }
  }

  @Test
  void announcedSpans_areNotWaitedForAnyLonger() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-1", 2)).send(Turns.span("t-1", "s-1", "doc-1")).settle();
      assertThat(monitor.judgedTraces()).isEmpty();

      monitor.send(Turns.span("t-1", "s-2", "doc-2")).settle();

      assertThat(spanIds(monitor)).containsExactly(List.of("s-1", "s-2"));
    }
  }

  @Test
  void announcedSpanThatDoesNotCome_isNotWaitedForForEver() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-1", 2)).send(Turns.span("t-1", "s-1", "doc-1")).after(WAIT);

      assertThat(spanIds(monitor)).containsExactly(List.of("s-1"));
    }
  }

  @Test
  void withoutAnnouncement_theTraceIsReadyWhenTheWaitIsOver() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-1")).after(ALMOST);
      assertThat(monitor.judgedTraces()).isEmpty();

      monitor.after(WAIT.minus(ALMOST));

      assertThat(spanIds(monitor)).containsExactly(List.of());
    }
  }

  @Test
  void spanAfterTheWait_isCountedAsLate() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-1")).after(WAIT);

      monitor.send(Turns.span("t-1", "s-1", "doc-1")).settle();

      assertThat(monitor.funnel("retrieval_span", "late")).isEqualTo(1);
      assertThat(monitor.tracesInFlight()).isEmpty();
      assertThat(monitor.evaluations()).hasSize(1);
    }
  }

  @Test
  void spanWhileItsTraceIsJudged_isCountedAsLate() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.judge().answers("faithfulness", "", inAMinute());
      monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-1", "doc-1"));

      monitor.send(Turns.span("t-1", "s-2", "doc-2"));

      assertThat(monitor.funnel("retrieval_span", "late")).isEqualTo(1);
    }
  }

  @Test
  void spanWithoutEvent_isADeadLetterThatCanBeReplayed() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      RetrievalSpan span = Turns.span("t-1", "s-1", "doc-1");
      monitor.send(Turns.event("t-0", 0)).send(span).after(Duration.ofMinutes(10));

      Letter letter = monitor.deadLetters().getFirst();
      assertThat(letter.key()).isEqualTo("t-1");
      assertThat(letter.headers())
          .containsAllEntriesOf(
              Map.of(
                  "evalstream.topic", "evalstream.retrieval-spans",
                  "evalstream.partition", "0",
                  "evalstream.offset", "0",
                  "evalstream.stage", "assembly",
                  "evalstream.reason", "orphan_span",
                  "evalstream.time", "2026-03-02T12:10:00Z"));
      assertThat(monitor.funnel("retrieval_span", "orphaned")).isEqualTo(1);

      monitor
          .sendJson("retrieval-spans", "t-1", new String(letter.value(), UTF_8))
          .send(Turns.event("t-1", 1))
          .settle();

      assertThat(monitor.judgedTraces().getLast().getRetrievals()).containsExactly(span);
    }
  }

  @Test
  void sameEventTwice_isJudgedOnce() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-1")).send(Turns.event("t-1")).after(WAIT);

      assertThat(monitor.evaluations()).hasSize(1);
      assertThat(monitor.funnel("chat_event", "duplicate")).isEqualTo(1);
      assertThat(monitor.funnel("chat_event", "sampled")).isEqualTo(1);
    }
  }

  @Test
  void sameEventAfterItsTraceWasJudged_isJudgedOnce() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-1", 0)).after(Duration.ofHours(23));

      monitor.send(Turns.event("t-1", 0)).settle();

      assertThat(monitor.evaluations()).hasSize(1);
      assertThat(monitor.judgedTraces()).hasSize(1);
      assertThat(monitor.funnel("chat_event", "duplicate")).isEqualTo(1);
    }
  }

  @Test
  void sameEventLongAfter_isAnotherTurn() {
    try (StageHarness monitor = StageHarness.of(CONFIG + "assembly: { remember: 10m }\n")) {
      monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-1", "doc-1")).settle();
      assertThat(monitor.judgedTraces()).hasSize(1);

      monitor.after(Duration.ofMinutes(30));
      monitor.send(Turns.event("t-2", 0)).settle();

      assertThat(monitor.judgedTraces()).hasSize(2);
    }
  }

  @Test
  void sameEventWhileItsTraceIsJudgedForLong_isJudgedOnce() {
    try (StageHarness monitor =
        StageHarness.of(CONFIG + "assembly: { remember: 2m }\njudging: { max_age: 30m }\n")) {
      monitor.judge().answers("faithfulness", "", inAMinute());
      monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-1", "doc-1"));

      for (int minute = 0; minute < 5; minute++) {
        monitor.passWithoutSettling(Duration.ofMinutes(1));
        monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-" + minute, "doc-2"));
      }

      assertThat(monitor.funnel("faithfulness", "requested")).isEqualTo(1);
      assertThat(monitor.funnel("chat_event", "duplicate")).isEqualTo(5);
    }
  }

  @Test
  void sameSpanTwice_isCountedOnce() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor
          .send(Turns.span("t-1", "s-1", "doc-1"))
          .send(Turns.span("t-1", "s-1", "doc-1"))
          .send(Turns.event("t-1", 1))
          .settle();

      assertThat(monitor.funnel("retrieval_span", "duplicate")).isEqualTo(1);
      assertThat(spanIds(monitor)).containsExactly(List.of("s-1"));
    }
  }

  @Test
  void unsampledTraceWhoseSpansCameFirst_leavesNothingBehind() {
    try (StageHarness monitor = StageHarness.of(ON_FEEDBACK)) {
      monitor.send(Turns.span("t-1", "s-1", "doc-1")).send(Turns.event("t-1", 1)).settle();

      assertThat(monitor.tracesInFlight()).isEmpty();
      assertThat(monitor.funnel("chat_event", "unsampled")).isEqualTo(1);
      assertThat(monitor.funnel("retrieval_span", "unneeded")).isEqualTo(1);

      monitor.after(Duration.ofMinutes(11));
      assertThat(monitor.deadLetters()).isEmpty();
      assertThat(monitor.judge().asked()).isEmpty();
    }
  }

  @Test
  void spanAfterItsUnsampledEvent_isUnsampledToo() {
    try (StageHarness monitor = StageHarness.of(ON_FEEDBACK)) {
      monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-1", "doc-1")).settle();

      assertThat(monitor.tracesInFlight()).isEmpty();
      assertThat(monitor.funnel("retrieval_span", "unsampled")).isEqualTo(1);
    }
  }

  @Test
  void sampledByFeedback_isJudgedWithTheSpansThatCameFirst() {
    try (StageHarness monitor = StageHarness.of(ON_FEEDBACK)) {
      monitor
          .send(Turns.span("t-1", "s-1", "doc-1"))
          .send(ChatEvent.newBuilder(Turns.event("t-1", 1)).setFeedback("thumbs_down").build())
          .settle();

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getOutcome)
          .containsExactly("judged");
    }
  }

  @Test
  void partsThatAreTooLargeTogether_areRefused() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor
          .send(largeSpan("s-1"))
          .send(largeSpan("s-2"))
          .send(largeSpan("s-3"))
          .send(Turns.event("t-1", 2))
          .settle();

      assertThat(monitor.deadLetters())
          .extracting(Letter::reason)
          .containsExactly("trace_too_large");
      assertThat(spanIds(monitor)).containsExactly(List.of("s-1", "s-2"));
    }
  }

  @Test
  void partsThatAreTooLargeInAnyField_areRefused() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      RetrievalSpan span =
          RetrievalSpan.newBuilder(Turns.span("t-1", "s-1", "doc-1"))
              .setRetriever("r".repeat(400_000))
              .build();
      monitor
          .send(span)
          .send(RetrievalSpan.newBuilder(span).setSpanId("s-2").build())
          .send(Turns.event("t-1", 1))
          .settle();

      assertThat(monitor.deadLetters())
          .extracting(Letter::reason)
          .containsExactly("trace_too_large");
    }
  }

  @Test
  void embeddingsThatAreTooLarge_areLeftOut() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      // 300 kB and 33 kB of embeddings, then 300 kB and 98 kB.
      RetrievalSpan first = embedded(largeSpan("s-1"), 1, 8_192);
      RetrievalSpan second = embedded(largeSpan("s-2"), 3, 8_192);

      monitor.send(first).send(second).send(Turns.event("t-1", 2)).settle();

      assertThat(monitor.deadLetters()).isEmpty();
      assertThat(monitor.judgedTraces().getLast().getRetrievals())
          .extracting(
              RetrievalSpan::getSpanId, span -> span.getDocuments().getLast().getEmbedding().size())
          .containsExactly(tuple("s-1", 8_192), tuple("s-2", 0));
    }
  }

  @Test
  void deadLetter_hasNoEmbeddings() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      RetrievalSpan span = embedded(Turns.span("t-1", "s-1"), 1, 100);

      monitor.send(Turns.event("t-0", 0)).send(span).after(Duration.ofMinutes(10));

      assertThat(new String(monitor.deadLetters().getFirst().value(), UTF_8))
          .contains("\"embedding\":[]");
    }
  }

  private static RetrievalSpan embedded(RetrievalSpan span, int documents, int dimensions) {
    List<RetrievedDocument> embedded = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      embedded.add(
          RetrievedDocument.newBuilder()
              .setDocumentId("doc-" + i)
              .setText("text")
              .setEmbedding(Collections.nCopies(dimensions, 0.5f))
              .build());
    }
    return RetrievalSpan.newBuilder(span).setDocuments(embedded).build();
  }

  private static List<List<String>> spanIds(StageHarness monitor) {
    return monitor.judgedTraces().stream()
        .map(JudgedTrace::getRetrievals)
        .map(spans -> spans.stream().map(RetrievalSpan::getSpanId).toList())
        .toList();
  }

  private static <A> CallResult<A> inAMinute() {
    return new CallResult.Retry<>("busy", "come back", Duration.ofMinutes(1), false);
  }

  private static RetrievalSpan largeSpan(String spanId) {
    return RetrievalSpan.newBuilder(Turns.span("t-1", spanId, "doc-1"))
        .setAttributes(Map.of("note", "n".repeat(300_000)))
        .build();
  }
}
