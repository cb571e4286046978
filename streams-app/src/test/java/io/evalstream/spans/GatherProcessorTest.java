package io.evalstream.spans;

import static io.evalstream.app.OtlpRecords.proto;
import static io.evalstream.app.OtlpRecords.span;
import static io.evalstream.app.OtlpRecords.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.turn.Mapped;
import io.evalstream.otlp.wire.Encoding;
import io.evalstream.topic.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Grace 10 s, idle 60 s, remembered for 10 min, at most 4 spans and 2,000 bytes.
class GatherProcessorTest {

  private static final SpansConfig CONFIG =
      new SpansConfig(
          true,
          Encoding.AUTO,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          4,
          2_000,
          1_000_000,
          Mapping.DEFAULT);
  private static final int ROOT = 1;

  private final List<List<String>> mapped = new ArrayList<>();

  private SpansUnderTest spans() {
    return new SpansUnderTest(CONFIG, this::map);
  }

  /// A turn with one retrieval where the root is named `answer`.
  private Mapped map(List<Span> spans) {
    mapped.add(spans.stream().map(Span::name).sorted(Comparator.naturalOrder()).toList());
    String traceId = spans.getFirst().traceId();
    if (spans.stream().anyMatch(span -> span.name().equals("huge"))) {
      return new Mapped.Turn(event(traceId, "x".repeat(700_000)), List.of());
    }
    return spans.stream().anyMatch(span -> span.name().equals("answer"))
        ? new Mapped.Turn(event(traceId, "Yes."), List.of(Turns.span(traceId, "s", "doc-1")))
        : new Mapped.Nothing(Mapped.Reason.NOT_CHAT);
  }

  private static ChatEvent event(String traceId, String response) {
    return ChatEvent.newBuilder(Turns.event(traceId, 1)).setResponse(response).build();
  }

  private static byte[] root(int trace) {
    return proto(span(trace, ROOT, 0, "answer"));
  }

  private static byte[] child(int trace, int id) {
    return proto(span(trace, id, ROOT, "step-" + id));
  }

  @Test
  void trace_isATurn_aGraceAfterItsRoot() {
    try (SpansUnderTest spans = spans()) {
      spans.send(child(1, 2)).send(root(1)).after(Duration.ofSeconds(9));
      spans.send(child(1, 3));

      assertThat(spans.made()).isEmpty();
      spans.after(Duration.ofSeconds(2));

      assertThat(mapped).containsExactly(List.of("answer", "step-2", "step-3"));
      assertThat(spans.made())
          .containsExactly(
              new Made.Retrieval(Turns.span(traceId(1), "s", "doc-1")),
              new Made.Event(event(traceId(1), "Yes.")));
      assertThat(spans.spans("used")).isEqualTo(3);
      assertThat(spans.traces("turns")).isEqualTo(1);
      assertThat(spans.stored()).isEmpty();
    }
  }

  @Test
  void traceWithoutRoot_isComplete_whenNothingComesAnyMore() {
    try (SpansUnderTest spans = spans()) {
      spans.send(child(1, 2)).after(Duration.ofSeconds(50));
      spans.send(child(1, 3)).after(Duration.ofSeconds(50));

      assertThat(mapped).isEmpty();
      spans.after(Duration.ofSeconds(11));

      assertThat(mapped).containsExactly(List.of("step-2", "step-3"));
      assertThat(spans.traces("not_chat")).isEqualTo(1);
      assertThat(spans.spans("unused")).isEqualTo(2);
    }
  }

  @Test
  void spansOfSeveralTracesInOneRecord_goToTheirTraces() {
    try (SpansUnderTest spans = spans()) {
      spans
          .send(
              proto(
                  span(1, 2, ROOT, "a"),
                  span(2, 2, ROOT, "b"),
                  span(2, ROOT, 0, "answer"),
                  span(1, ROOT, 0, "answer")))
          .after(Duration.ofSeconds(11));

      assertThat(mapped).containsExactlyInAnyOrder(List.of("a", "answer"), List.of("answer", "b"));
    }
  }

  @Test
  void spanThatComesTwice_isOne() {
    try (SpansUnderTest spans = spans()) {
      spans.send(child(1, 2)).send(child(1, 2)).send(root(1)).after(Duration.ofSeconds(11));

      assertThat(mapped).containsExactly(List.of("answer", "step-2"));
      assertThat(spans.spans("duplicate")).isEqualTo(1);
    }
  }

  @Test
  void lateSpan_isCountedAndDropped_whileTheTraceIsRemembered() {
    try (SpansUnderTest spans = spans()) {
      spans.send(root(1)).after(Duration.ofSeconds(11));

      spans.send(child(1, 2)).after(Duration.ofMinutes(2));
      assertThat(spans.spans("late")).isEqualTo(1);
      assertThat(spans.stored()).isEmpty();

      spans.after(Duration.ofMinutes(9)).send(child(1, 2));
      assertThat(spans.spans("late")).isEqualTo(1);
      assertThat(spans.spans("waiting")).isEqualTo(1);
    }
  }

  @Test
  void traceWithTooManySpans_isMappedWithItsRoot() {
    try (SpansUnderTest spans = spans()) {
      for (int id = 2; id <= 9; id++) {
        spans.send(child(1, id));
      }
      spans.send(root(1)).send(proto(span(1, 77, 0, "answer"))).after(Duration.ofSeconds(11));

      assertThat(mapped).containsExactly(List.of("answer", "step-2", "step-3", "step-4", "step-5"));
      assertThat(spans.spans("over_limit")).isEqualTo(5);
    }
  }

  @Test
  void traceThatIsTooLarge_isNotStoredFurther() {
    try (SpansUnderTest spans = spans()) {
      spans.send(proto(span(1, 2, ROOT, "x".repeat(1_500))));
      spans.send(proto(span(1, 3, ROOT, "x".repeat(1_500))));

      assertThat(spans.spans("over_limit")).isEqualTo(1);
      assertThat(spans.stored()).hasSize(1);
    }
  }

  @Test
  void restart_losesAndDoublesNothing() {
    try (SpansUnderTest spans = spans()) {
      spans.send(root(1)).send(child(1, 2)).send(child(2, 3)).after(Duration.ofSeconds(9));

      spans.restart().send(child(1, 2)).send(child(1, 4)).after(Duration.ofSeconds(9));
      // The whole wait again.
      assertThat(mapped).isEmpty();
      spans.after(Duration.ofSeconds(2)).restart().send(child(1, 5)).after(Duration.ofSeconds(61));

      assertThat(mapped).containsExactly(List.of("answer", "step-2", "step-4"), List.of("step-3"));
      assertThat(spans.spans("duplicate")).isEqualTo(1);
      assertThat(spans.spans("late")).isEqualTo(1);
      assertThat(spans.spans("received")).isEqualTo(6);
      assertThat(spans.stored()).isEmpty();
    }
  }

  @Test
  void turnThatIsTooLargeForItsTopic_isADeadLetter() {
    try (SpansUnderTest spans = spans()) {
      spans.send(proto(span(1, ROOT, 0, "huge"))).after(Duration.ofSeconds(11));

      assertThat(spans.made()).isEmpty();
      assertThat(spans.letters()).extracting(DeadLetter::reason).containsExactly("too_large");
      assertThat(spans.traces("too_large")).isEqualTo(1);
    }
  }

  @Test
  void moreTracesThanOneTickDoes_areDoneByTheNextOnes() {
    try (SpansUnderTest spans = spans()) {
      for (int trace = 1; trace <= 2 * GatherProcessor.MOST_TRACES + 1; trace++) {
        spans.send(root(trace));
      }

      spans.after(Duration.ofSeconds(10));
      assertThat(mapped).hasSize(GatherProcessor.MOST_TRACES);
      spans.after(GatherProcessor.SOON.multipliedBy(2));

      assertThat(mapped).hasSize(2 * GatherProcessor.MOST_TRACES + 1);
    }
  }
}
