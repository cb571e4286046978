package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.alert.rule.Questions;
import io.evalstream.app.Configs;
import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import io.evalstream.event.ChatEvent;
import io.evalstream.metric.Meters;
import io.evalstream.state.EmbeddingPart;
import io.evalstream.trace.Arrival;
import io.evalstream.trace.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// However the traffic lies in partitions, and wherever tasks begin anew, the windows hold the same
/// embeddings and the alerts say the same.
class EmbeddingRestartTest {

  private static final int MINUTES = 40;
  private static final int NORMAL_MINUTES = 16;
  private static final int A_MINUTE = 210;
  private static final Duration SECOND = Duration.ofMillis(60_000 / A_MINUTE);

  @Property(tries = 12)
  void partitionsAndRestarts_changeNothing(
      @ForAll @LongRange(max = 1_000) long seed, @ForAll @IntRange(min = 1, max = 4) int partitions)
      throws Exception {
    Monitor one = new Monitor(1);
    Monitor many = new Monitor(partitions);
    Random random = new Random(seed);
    Questions questions = new Questions(seed, 8);

    for (int i = 0; i < MINUTES * A_MINUTE; i++) {
      ChatEvent event = event(i, questions.next(i < NORMAL_MINUTES * A_MINUTE ? 0 : 0.5));
      one.send(0, event);
      many.send(random.nextInt(partitions), event);
      if (random.nextInt(200) == 0) {
        many.restartOne(random);
      }
      one.after(SECOND);
      many.after(SECOND);
    }

    assertThat(many.alerts()).isEqualTo(one.alerts());
    assertThat(one.alerts()).extracting(Alert::getState).contains("firing", "resolved");
    assertThat(many.total().n).isEqualTo(MINUTES * A_MINUTE).isEqualTo(one.total().n);
    assertThat(many.total().sum).containsExactly(one.total().sum, within(1e-6));
    assertThat(many.total().squares).isCloseTo(one.total().squares, within(1e-6));
  }

  private static ChatEvent event(int number, double[] embedding) {
    return ChatEvent.newBuilder(Turns.event("t-" + number, 0))
        .setQueryEmbedding(Arrays.stream(embedding).mapToObj(x -> (float) x).toList())
        .build();
  }

  /// The sums that were told.
  private record Total(long n, double[] sum, double squares) {}

  /// Both steps, with a task of the first one for each partition.
  private static final class Monitor {

    private final ManualClock clock = new ManualClock(Turns.NOON);
    private final List<ProcessorLives<Arrival, EmbeddingPart>> adding = new ArrayList<>();
    private final int[] passed;
    private final ProcessorLives<EmbeddingPart, Alert> alerting;
    private final AlertConfig config;
    private Duration sinceTick = Duration.ZERO;

    Monitor(int partitions) throws Exception {
      config =
          Configs.read(
              "alerts: [ { rule: moved, drift: query_embedding, over: 1m, baseline: 10m } ]",
              root -> AlertConfig.read(root, Set.of(), List.of()));
      for (int i = 0; i < partitions; i++) {
        adding.add(
            new ProcessorLives<>(
                clock, List.of(EmbeddingTopology.stores().getFirst()), this::adding));
      }
      passed = new int[partitions];
      alerting =
          new ProcessorLives<>(clock, EmbeddingTopology.stores().subList(1, 3), this::alerting);
    }

    private EmbeddingProcessor adding() {
      return new EmbeddingProcessor(Set.of(Turns.APP), app -> {}, clock);
    }

    private EmbeddingAlertProcessor alerting() {
      Meters meters = new Meters(new SimpleMeterRegistry());
      return new EmbeddingAlertProcessor(
          config, new AlertBoard(meters), new EmbeddingGauges(meters), clock);
    }

    void send(int partition, ChatEvent event) {
      adding
          .get(partition)
          .process(event.getTraceId(), new Arrival.OfEvent(event, new Origin("t", 0, 0), Map.of()));
      pass();
    }

    void restartOne(Random random) {
      int which = random.nextInt(adding.size() + 1);
      if (which == adding.size()) {
        alerting.restart(this::alerting);
      } else {
        adding.get(which).restart(this::adding);
      }
    }

    /// Timers go off each ten seconds.
    void after(Duration time) {
      clock.advance(time);
      sinceTick = sinceTick.plus(time);
      if (sinceTick.compareTo(EmbeddingProcessor.EVERY) >= 0) {
        sinceTick = Duration.ZERO;
        adding.forEach(task -> task.after(Duration.ZERO));
        pass();
        alerting.after(Duration.ZERO);
      }
    }

    private void pass() {
      for (int i = 0; i < adding.size(); i++) {
        List<EmbeddingPart> told = adding.get(i).forwarded();
        told.subList(passed[i], told.size()).forEach(part -> alerting.process(Turns.APP, part));
        passed[i] = told.size();
      }
    }

    List<Alert> alerts() {
      return alerting.forwarded().stream().map(Monitor::withoutRounding).toList();
    }

    /// The order of additions is another one, and a restart costs a pair: figures differ in the
    /// last digits, and the effective dimension a little.
    private static Alert withoutRounding(Alert alert) {
      return Alert.newBuilder(alert)
          .setSummary("")
          .setDrift(
              io.evalstream.event.AlertDrift.newBuilder(alert.getDrift())
                  .setZ(0)
                  .setEffect(Math.round(alert.getDrift().getEffect() * 1e6) / 1e6)
                  .build())
          .build();
    }

    Total total() {
      long n = 0;
      double[] sum = new double[8];
      double squares = 0;
      List<EmbeddingPart> parts = new ArrayList<>();
      adding.forEach(task -> task.after(Duration.ZERO));
      adding.forEach(task -> parts.addAll(task.forwarded()));
      for (EmbeddingPart part : parts) {
        n += part.getN();
        squares += part.getSquares();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += part.getSum().get(i);
        }
      }
      return new Total(n, sum, squares);
    }
  }
}
