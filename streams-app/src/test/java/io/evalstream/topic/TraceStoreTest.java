package io.evalstream.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.state.TracePart;
import io.evalstream.state.TraceReady;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceStoreTest {

  private TraceStore traces;

  @BeforeEach
  void open() {
    KeyValueStore<String, TracePart> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("traces"),
                Serdes.String(),
                new StateSerde<>(TracePart.class))
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>(new Properties()).getStateStoreContext(), store);
    traces = new TraceStore(store);
  }

  /// One id begins with the other, and both with what could end a key.
  @Test
  void traces_areKeptApart() {
    List<String> ids = List.of("t", "t-1", "t-10", "t-1\u0001", "T-1", "span:", "t-1/é");
    ids.forEach(this::putAll);

    for (String id : ids) {
      assertThat(traces.parts(id)).as(id).hasSize(4);
    }
    traces.delete("t-1");

    assertThat(traces.parts("t-1")).isEmpty();
    assertThat(traces.parts("t-10")).hasSize(4);
    assertThat(traces.parts("t")).hasSize(4);
    try (KeyValueIterator<String, TracePart> left = traces.all()) {
      List<String> traceIds = new ArrayList<>();
      left.forEachRemaining(entry -> traceIds.add(TraceStore.traceId(entry)));
      assertThat(traceIds).hasSize(4 * (ids.size() - 1)).doesNotContain("t-1");
    }
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
    traces.putReady(id, part(new TraceReady(Turns.NOON, 1)));
  }

  private static TracePart part(Object part) {
    return new TracePart(part, Turns.NOON, Map.of(), null, -1, -1L);
  }
}
