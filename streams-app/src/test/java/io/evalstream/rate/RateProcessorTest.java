package io.evalstream.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.ManualClock;
import io.evalstream.app.Observations;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.EvalRate;
import io.evalstream.judgement.Calibration;
import io.evalstream.metric.Meters;
import io.evalstream.state.Observation;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A window through restarts: the store stays, the processor is another one.
class RateProcessorTest {

  private static final RateConfig CONFIG =
      new RateConfig(
          List.of(Duration.ofMinutes(1)),
          Duration.ofMinutes(2),
          List.of(),
          2,
          Duration.ofHours(1),
          5,
          new Calibration(List.of()));
  private static final Duration CLOSED = Duration.ofMinutes(4);

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final Meters meters = new Meters(new SimpleMeterRegistry());
  private final ProcessorLives<Observation, EvalRate> rates =
      new ProcessorLives<>(clock, List.of(RateTopology.store()), this::life);

  @Test
  void openWindow_goesOnAfterARestart() {
    process("t-1");
    rates.restart(this::life);
    process("t-2");
    rates.after(CLOSED);

    assertThat(finals())
        .extracting(EvalRate::getJudged, EvalRate::getRevision)
        .containsExactly(tuple(2L, 0));
  }

  @Test
  void evaluationOfTheLastSecond_isPublishedAfterARestart() {
    process("t-1");
    rates.restart(this::life);
    rates.after(Duration.ofSeconds(1));

    assertThat(rates.forwarded())
        .filteredOn(rate -> rate.getDimension().equals("all"))
        .extracting(EvalRate::getJudged, EvalRate::getFinal$)
        .containsExactly(tuple(1L, false));
  }

  @Test
  void idleWindow_closesAfterARestart() {
    process("t-1");
    rates.restart(this::life);
    rates.after(CLOSED);

    assertThat(finals()).hasSize(1);
    assertThat(rates.ticks()).isFalse();
  }

  @Test
  void closedWindow_isNotPublishedAgainAfterARestart() {
    process("t-1");
    rates.after(CLOSED);
    rates.restart(this::life);
    rates.after(CLOSED);

    assertThat(finals()).hasSize(1);
  }

  @Test
  void closedWindow_isAmendedAfterARestart() {
    process("t-1");
    rates.after(CLOSED);
    rates.restart(this::life);
    process("t-2");
    rates.after(CLOSED);

    assertThat(finals())
        .extracting(EvalRate::getJudged, EvalRate::getRevision)
        .containsExactly(tuple(1L, 0), tuple(2L, 1));
  }

  @Test
  void closedWindow_isForgottenInTheEnd() {
    process("t-1");
    rates.after(CLOSED);
    rates.restart(this::life);
    clock.advance(Duration.ofHours(2));
    rates.process("docs-bot/toxicity", Observations.passing("t-2", clock.instant()));
    rates.after(Duration.ofSeconds(1));

    assertThat(rates.keys(StoreNames.RATES)).hasSize(1);
  }

  @Test
  void values_keepTheirPlaceUnderTheCapAfterARestart() {
    processOf("m-1");
    processOf("m-2");
    rates.restart(this::life);
    processOf("m-3");
    processOf("m-1");
    rates.after(CLOSED);

    assertThat(finals())
        .filteredOn(rate -> rate.getDimension().equals("model"))
        .extracting(EvalRate::getValue, EvalRate::getJudged)
        .containsExactlyInAnyOrder(tuple("m-1", 2L), tuple("m-2", 1L), tuple("__other__", 1L));
  }

  /// Labels, judgements without one, retrievals and diagnoses of an hour, in any order, with clocks
  /// that let windows close in between: with as many restarts as there are, every record is the
  /// same.
  @Test
  void restarts_changeNoNumber() {
    List<EvalRate> undisturbed = published(0);
    List<EvalRate> disturbed = published(0.1);

    assertThat(newest(disturbed)).isEqualTo(newest(undisturbed)).hasSizeGreaterThan(100);
    assertThat(finals(disturbed)).isEqualTo(finals(undisturbed));
  }

  /// What is published of the same observations.
  ///
  /// @param restarts chance of one after each observation
  private List<EvalRate> published(double restarts) {
    ManualClock clock = new ManualClock(Turns.NOON);
    Meters meters = new Meters(new SimpleMeterRegistry());
    Supplier<RateProcessor> life =
        () ->
            new RateProcessor(
                CONFIG, new RateBoard(meters), RateTopology.Reviews.NONE, meters, clock);
    ProcessorLives<Observation, EvalRate> lives =
        new ProcessorLives<>(clock, List.of(RateTopology.store()), life);
    Random random = new Random(7);
    Random fate = new Random(8);
    for (int i = 0; i < 1_000; i++) {
      lives.process("docs-bot", Observations.any(random, "t-" + i));
      if (fate.nextDouble() < restarts) {
        lives.restart(life);
      }
      if (random.nextInt(20) == 0) {
        lives.after(Duration.ofSeconds(random.nextInt(300)));
      }
    }
    lives.after(CLOSED);
    return lives.forwarded();
  }

  private static Map<String, EvalRate> newest(List<EvalRate> rates) {
    Map<String, EvalRate> newest = new HashMap<>();
    rates.forEach(rate -> newest.put(key(rate), rate));
    return newest;
  }

  private static Map<String, List<EvalRate>> finals(List<EvalRate> rates) {
    return rates.stream()
        .filter(EvalRate::getFinal$)
        .collect(Collectors.groupingBy(RateProcessorTest::key));
  }

  private static String key(EvalRate rate) {
    return String.join(
        "/",
        rate.getEvaluator(),
        rate.getDimension(),
        rate.getValue(),
        rate.getWindowStart().toString());
  }

  private void process(String traceId) {
    rates.process("docs-bot/toxicity", Observations.passing(traceId, Turns.NOON));
  }

  private void processOf(String model) {
    rates.process(
        "docs-bot/toxicity",
        Observation.newBuilder(Observations.passing("t-1", Turns.NOON)).setModel(model).build());
  }

  private List<EvalRate> finals() {
    return rates.forwarded().stream().filter(EvalRate::getFinal$).toList();
  }

  private RateProcessor life() {
    return new RateProcessor(
        CONFIG, new RateBoard(meters), RateTopology.Reviews.NONE, meters, clock);
  }
}
