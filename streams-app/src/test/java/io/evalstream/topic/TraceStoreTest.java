package io.evalstream.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Evaluations;
import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.state.TracePart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceStoreTest {

  /// Event, two spans, index, two evaluations.
  private static final int PARTS = 6;

  private TraceStore traces;

  @BeforeEach
  void open() {
    traces = TraceStores.inMemory();
  }

  /// One id begins with the other, and both with what could end a key.
  @Test
  void traces_areKeptApart() {
    List<String> ids = List.of("t", "t-1", "t-10", "t-1\u0001", "T-1", "span:", "t-1/é");
    ids.forEach(this::putAll);

    traces.delete("t-1", traces.index("t-1"), 2);

    assertThat(traces.event("t-1")).isNull();
    assertThat(traces.spans("t-1")).isEmpty();
    assertThat(traces.index("t-1").getJudgements()).isZero();
    assertThat(traces.countEvaluations("t-1")).isZero();
    assertThat(traces.spans("t-10")).hasSize(2);
    assertThat(traces.countEvaluations("t")).isEqualTo(2);
    assertThat(traceIds())
        .containsExactlyInAnyOrderElementsOf(
            ids.stream()
                .filter(id -> !id.equals("t-1"))
                .flatMap(id -> Collections.nCopies(PARTS, id).stream())
                .toList());
  }

  @Test
  void evaluations_comeBackWhole() {
    ChatEvent event = Turns.eventAt("t", Turns.NOON.plusSeconds(1));
    Evaluation first = Evaluations.passing("t", event.getOccurredAt());
    Evaluation second = Evaluations.failing("t", event.getOccurredAt());

    traces.putEvaluation("t", 0, first);
    traces.putEvaluation("t", 1, second);

    assertThat(traces.evaluations(event, 2)).containsExactly(first, second);
    assertThat(traces.evaluations(event, 1)).containsExactly(first);
  }

  @Test
  void spans_areInOrderOfTime() {
    RetrievalSpan second = Turns.span("t", "a", "doc-1");
    RetrievalSpan first =
        RetrievalSpan.newBuilder(Turns.span("t", "z", "doc-2"))
            .setOccurredAt(Turns.NOON.minusSeconds(60))
            .build();
    traces.putSpan(part(second), second);
    traces.putSpan(part(first), first);

    assertThat(traces.spans("t")).containsExactly(first, second);
    assertThat(traces.has(first)).isTrue();
    assertThat(traces.has(Turns.span("t", "other"))).isFalse();
  }

  @Test
  void size_isAtLeastThatOfTheBytes() {
    for (int seed = 0; seed < 200; seed++) {
      TracePart part = RandomRecords.of(TracePart.class, seed);
      int bytes = new StateSerde<>(TracePart.class).serializer().serialize("", part).length;

      // The single-object encoding has a header of ten bytes.
      assertThat(TraceSize.of(part)).isGreaterThanOrEqualTo(bytes - 10);
    }
  }

  private void putAll(String id) {
    ChatEvent event = Turns.event(id);
    RetrievalSpan span = Turns.span(id, "s-1", "doc-1");
    RetrievalSpan other = Turns.span(id, "s-10", "doc-1");
    traces.putEvent(part(event), event);
    traces.putSpan(part(span), span);
    traces.putSpan(part(other), other);
    traces.putRequested(id, 3);
    traces.putEvaluation(id, 0, Evaluations.passing(id, Turns.NOON));
    traces.putEvaluation(id, 1, Evaluations.failing(id, Turns.NOON));
  }

  private List<String> traceIds() {
    List<String> traceIds = new ArrayList<>();
    try (KeyValueIterator<String, TracePart> all = traces.all()) {
      all.forEachRemaining(entry -> traceIds.add(TraceStore.traceId(entry)));
    }
    return traceIds;
  }

  private static TracePart part(Object part) {
    return new TracePart(part, Map.of(), null, -1, -1L);
  }
}
