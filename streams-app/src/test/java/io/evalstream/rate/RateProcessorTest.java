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
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters(registry);
  private final RateBoard board = new RateBoard(meters);
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
    assertThat(board.rates()).hasSize(1);
    assertThat(rates.pace()).isEqualTo(Duration.ofMinutes(1));

    rates.after(Duration.ofHours(2));

    assertThat(rates.keys(StoreNames.RATES)).isEmpty();
    assertThat(board.rates()).isEmpty();
    assertThat(rates.ticks()).isFalse();
  }

  /// The series stays until the last of its windows is gone, those of former lives included.
  @Test
  void series_leavesWithItsLastWindow() {
    process("t-1");
    rates.after(CLOSED);
    rates.restart(this::life);
    rates.after(Duration.ofMinutes(30));
    rates.process("docs-bot/toxicity", Observations.passing("t-2", clock.instant()));
    rates.after(CLOSED);
    rates.after(Duration.ofMinutes(40));

    assertThat(rates.keys(StoreNames.RATES)).hasSize(1);
    assertThat(board.rates()).hasSize(1);
  }

  @Test
  void board_showsTheNewestWindowAsItWasPublished_afterARestart() {
    process("t-1");
    rates.process(
        "docs-bot/toxicity", Observations.passing("t-2", Turns.NOON.plus(Duration.ofMinutes(1))));
    rates.after(CLOSED);
    EvalRate before = board.rates().iterator().next();

    rates.restart(this::life);

    assertThat(board.rates())
        .extracting(EvalRate::getWindowStart, EvalRate::getRevision, EvalRate::getFinal$)
        .containsExactly(tuple(before.getWindowStart(), 0, true));
    assertThat(before.getWindowStart()).isEqualTo(Turns.NOON.plus(Duration.ofMinutes(1)));
  }

  /// Each is in two windows of three series. The first one comes in time, the others late, the last
  /// one when the windows are open again.
  @Test
  void lateEvaluations_areCountedOnceEach() {
    RateConfig two =
        new RateConfig(
            List.of(Duration.ofHours(1), Duration.ofMinutes(1)),
            CONFIG.grace(),
            List.of("region"),
            2,
            Duration.ofHours(5),
            5,
            CONFIG.calibration());
    rates.restart(() -> life(two));
    for (int n = 0; n < 3; n++) {
      rates.process(
          "docs-bot",
          Observation.newBuilder(Observations.passing("t-" + n, Turns.NOON))
              .setModel("m-1")
              .setAttributes(Map.of("region", "eu"))
              .build());
      if (n == 0) {
        rates.after(Duration.ofHours(1).plus(CLOSED));
      }
    }

    assertThat(registry.get("evalstream_late_evaluations").counters())
        .singleElement()
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(2));
  }

  /// The rest takes no place: with one of two values gone, there is room for another.
  @Test
  void restOfTheValues_takesNoPlace() {
    Dimensions dimensions = new Dimensions(CONFIG);
    List.of("m-1", "m-2", "m-3").forEach(model -> modelOf(dimensions, model));

    dimensions.forget(new Series(Turns.APP, "toxicity", "model", "m-1"));

    assertThat(modelOf(dimensions, "m-4")).isEqualTo("m-4");
  }

  @Test
  void longValue_isNotCutWithinACharacter() {
    String bell = "\uD83D\uDD14";

    assertThat(modelOf(new Dimensions(CONFIG), "x".repeat(255) + bell)).isEqualTo("x".repeat(255));
    assertThat(modelOf(new Dimensions(CONFIG), "x".repeat(254) + bell + "y"))
        .isEqualTo("x".repeat(254) + bell);
  }

  private static String modelOf(Dimensions dimensions, String model) {
    return dimensions
        .of(Observation.newBuilder(Observations.passing("t-1", Turns.NOON)).setModel(model).build())
        .getLast()
        .value();
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
    return life(CONFIG);
  }

  private RateProcessor life(RateConfig config) {
    return new RateProcessor(config, board, RateTopology.Reviews.NONE, meters, clock);
  }
}
