package io.evalstream.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.state.TracePart;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import io.evalstream.trace.Arrival;
import io.evalstream.trace.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/// Waiting traces through restarts: the stores stay, the processor is another one.
class AssemblyProcessorTest {

  private static final AssemblyConfig CONFIG = AssemblyConfig.DEFAULT;
  private static final Origin ORIGIN = new Origin("evalstream.retrieval-spans", 0, 7);

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final ProcessorLives<Arrival, Assembled> assembly =
      new ProcessorLives<>(
          clock,
          List.of(
              // As in production, but in the heap.
              Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(StoreNames.TRACES),
                  Serdes.String(),
                  new StateSerde<>(TracePart.class)),
              Stores.windowStoreBuilder(
                  Stores.inMemoryWindowStore(
                      StoreNames.SEEN_TRACES, CONFIG.remember(), CONFIG.remember(), false),
                  Serdes.String(),
                  Serdes.ByteArray()),
              FunnelStore.builder()),
          this::life);

  /// Spans that came while nobody read are not late.
  @Test
  void waitingEvent_hasItsWholeWaitAgainAfterARestart() {
    send(Turns.event("t-1"));
    send(Turns.span("t-1", "s-1", "doc-1"));
    assembly.after(Duration.ofSeconds(3));
    assembly.restart(this::life);
    assembly.after(Duration.ofSeconds(4));
    assertThat(assembly.forwarded()).isEmpty();

    send(Turns.span("t-1", "s-2", "doc-2"));
    assembly.after(Duration.ofSeconds(1));

    assertThat(readySpans()).containsExactly(2);
  }

  @Test
  void announcedSpanAfterARestart_completesTheTrace() {
    send(Turns.event("t-1", 2));
    send(Turns.span("t-1", "s-1", "doc-1"));
    assembly.restart(this::life);
    send(Turns.span("t-1", "s-2", "doc-2"));

    assertThat(readySpans()).containsExactly(2);
  }

  @Test
  void orphanSpan_isGivenUpAfterARestart() {
    send(Turns.span("t-1", "s-1", "doc-1"));
    assembly.restart(this::life);
    assembly.after(Duration.ofMinutes(10));

    assertThat(assembly.forwarded())
        .singleElement()
        .isInstanceOfSatisfying(
            Assembled.Refused.class, refused -> assertThat(refused.letter().offset()).isEqualTo(7));
    assertThat(assembly.keys(StoreNames.TRACES)).isEmpty();
    assertThat(assembly.ticks()).isFalse();
  }

  /// The span with the first key came last: a restart must not go by the order of the keys.
  @Test
  void orphanSpans_waitForTheLastOfThemAfterARestart() {
    send(Turns.span("t-1", "s-2", "doc-2"));
    assembly.after(Duration.ofMinutes(9));
    send(Turns.span("t-1", "s-1", "doc-1"));
    assembly.restart(this::life);
    assembly.after(Duration.ofMinutes(2));
    send(Turns.event("t-1", 2));

    assertThat(readySpans()).containsExactly(2);
  }

  @Test
  void eventThatWasSeen_isADuplicateAfterARestart() {
    send(Turns.event("t-1", 0));
    assembly.restart(this::life);
    send(Turns.event("t-1", 0));

    assertThat(readySpans()).hasSize(1);
  }

  private void send(ChatEvent event) {
    assembly.process(
        event.getTraceId(), new Arrival.OfEvent(event, ORIGIN, Map.of("toxicity", 1.0)));
  }

  private void send(RetrievalSpan span) {
    assembly.process(span.getTraceId(), new Arrival.OfSpan(span, ORIGIN, Map.of()));
  }

  private List<Integer> readySpans() {
    return assembly.forwarded().stream()
        .map(Assembled.Ready.class::cast)
        .map(ready -> ready.trace().retrievals().size())
        .toList();
  }

  private AssemblyProcessor life() {
    return new AssemblyProcessor(
        CONFIG, clock, new Meters(new SimpleMeterRegistry()), new FunnelBoard());
  }
}
