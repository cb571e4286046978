package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.async.AsyncControl;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.state.Observation;
import io.evalstream.trace.Arrival;
import io.evalstream.trace.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The counts of the traffic add up, whatever happens between.
class TrafficCountTest {

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final ProcessorLives<Arrival, Observation> lives =
      new ProcessorLives<>(clock, List.of(SamplingTopology.store()), () -> traffic());
  private int events;

  @Test
  void everyEvent_isCountedOnce_throughRestarts() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      send();
      if (random.nextInt(20) == 0) {
        lives.restart(() -> traffic());
      }
      clock.advance(Duration.ofMillis(random.nextInt(3_000)));
      if (random.nextInt(10) == 0) {
        lives.after(Duration.ofSeconds(10));
      }
    }
    lives.after(Duration.ofSeconds(10));

    assertThat(lives.forwarded()).allMatch(seen -> seen.getEvaluator().equals("toxicity"));
    assertThat(lives.forwarded().stream().mapToLong(Observation::getCount).sum()).isEqualTo(500);
    assertThat(lives.ticks()).isFalse();
  }

  @Test
  void eventsOfTenSeconds_areOneRecord() {
    for (int i = 0; i < 100; i++) {
      send();
    }
    lives.after(TrafficProcessor.EVERY);

    assertThat(lives.forwarded()).extracting(Observation::getCount).containsExactly(1L, 99L);
  }

  /// The first event is told of at once. The next ones came from a second later on; of what an
  /// earlier life has left, that is not known.
  @Test
  void record_saysSinceWhenItsEventsCame() {
    send();
    clock.advance(Duration.ofSeconds(1));
    send();
    clock.advance(Duration.ofSeconds(2));
    send();
    lives.after(TrafficProcessor.EVERY);
    send();
    send();
    lives.restart(() -> traffic());
    lives.after(TrafficProcessor.EVERY);

    assertThat(lives.forwarded())
        .extracting(Observation::getCount, Observation::getOccurredAt)
        .containsExactly(
            tuple(1L, Turns.NOON), tuple(2L, Turns.NOON.plusSeconds(1)), tuple(2L, Instant.EPOCH));
  }

  private void send() {
    String trace = "t-" + events++;
    lives.process(
        trace, new Arrival.OfEvent(Turns.event(trace, 0), new Origin("t", 0, 0), Map.of()));
  }

  private TrafficProcessor traffic() {
    Meters meters = new Meters(new SimpleMeterRegistry());
    return new TrafficProcessor(
        new SamplingTopology(
            Map.of("docs-bot", sampling()),
            1,
            new Relief(Duration.ofSeconds(30), Duration.ofSeconds(480)),
            (app, evaluator) -> evaluator.equals("toxicity"),
            new AsyncControl(clock),
            app -> app,
            clock,
            meters,
            new FunnelBoard()));
  }

  private static AppSampling sampling() {
    return new AppSampling(List.of(), Map.of("toxicity", 1.0, "refusal", 1.0), Budget.NONE, 0);
  }
}
