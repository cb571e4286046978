package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.JudgeStanding;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DriftProcessorTest {

  private static final DriftSubject SUBJECT = new DriftSubject("default", "faithfulness");
  private static final Tally GOOD = new Tally(95, 100);
  private static final Tally BAD = new Tally(60, 100);
  private static final String KEY = "judge-drift/*/faithfulness/judge=default";

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AlertBoard alerts = new AlertBoard(new Meters(meters));
  private final DriftBoard board = new DriftBoard(new Meters(meters), clock);
  private final ProcessorLives<JudgeStanding, Alert> drift =
      new ProcessorLives<>(clock, AlertTopology.stores(), life(watch("a")));

  private static DriftWatch watch(String basis) {
    return new DriftWatch(Map.of(SUBJECT, basis), 1, 1_000, null);
  }

  private Supplier<DriftProcessor> life(DriftWatch watch) {
    return () -> new DriftProcessor(watch, List.of("slack"), board, alerts);
  }

  private void round(String basis, Tally tally) {
    board.offer(new DriftRound(SUBJECT, basis, tally, clock.instant()));
    drift.after(Duration.ofSeconds(1));
  }

  private double gauge(Metric metric) {
    return meters.get(metric.prometheusName()).gauge().value();
  }

  @Test
  void fall_isToldOnce_throughARestart() {
    round("a", GOOD);
    round("a", BAD);
    round("a", BAD);
    drift.restart(life(watch("a")));
    round("a", BAD);

    assertThat(drift.forwarded())
        .extracting(Alert::getAlertKey, Alert::getState, Alert::getNotify)
        .containsExactly(tuple(KEY, "firing", List.of("slack")));
    assertThat(drift.forwarded().getFirst().getSummary())
        .startsWith("Judge default agrees with 60.0 % of 100 golden labels of faithfulness")
        .contains(", in its first passes with 95.0 % of 100; it has drifted below 83.5 %.");
    assertThat(alerts.standings())
        .extracting(AlertBoard.Standing::rule, AlertBoard.Standing::state)
        .containsExactly(tuple("judge-drift", "firing"));
  }

  @Test
  void gauges_tellTheLastPass_andSurviveARestart() {
    round("a", GOOD);
    drift.restart(life(watch("a")));
    clock.advance(Duration.ofMinutes(2));

    assertThat(gauge(Metric.JUDGE_AGREEMENT)).isEqualTo(0.95);
    assertThat(gauge(Metric.JUDGE_AGREEMENT_LOW)).isBetween(0.88, 0.95);
    assertThat(gauge(Metric.JUDGE_AGREEMENT_HIGH)).isBetween(0.95, 0.99);
    // The round was taken a second after it ended.
    assertThat(gauge(Metric.JUDGE_GOLDEN_AGE)).isEqualTo(121);
  }

  @Test
  void gauges_leaveWithTheTask() {
    round("a", GOOD);

    drift.restart(life(DriftWatch.NONE));

    assertThat(meters.find(Metric.JUDGE_AGREEMENT.prometheusName()).gauge()).isNull();
    assertThat(board.standings()).isEmpty();
  }

  @Test
  void otherBasis_endsTheAlert_andBeginsAnew() {
    round("a", GOOD);
    round("a", BAD);

    drift.restart(life(watch("b")));
    round("b", BAD);
    round("b", BAD);

    assertThat(drift.forwarded()).extracting(Alert::getState).containsExactly("firing", "resolved");
    assertThat(drift.forwarded().getLast().getSummary())
        .contains("no longer compared on faithfulness");
    assertThat(board.standings())
        .extracting(DriftBoard.Standing::normal, DriftBoard.Standing::firing)
        .containsExactly(tuple(new Tally(120, 200), false));
  }

  @Test
  void watchThatIsGone_endsTheAlert_andStopsLooking() {
    round("a", GOOD);
    round("a", BAD);

    drift.restart(life(DriftWatch.NONE));
    drift.after(Duration.ofSeconds(1));

    assertThat(drift.forwarded()).extracting(Alert::getState).containsExactly("firing", "resolved");
    assertThat(drift.keys(StoreNames.JUDGE_AGREEMENTS)).isEmpty();
    assertThat(drift.ticks()).isFalse();
  }

  @Test
  void roundOfAnOlderConfiguration_isDropped() {
    round("before", BAD);

    assertThat(board.standings()).isEmpty();
    assertThat(drift.keys(StoreNames.JUDGE_AGREEMENTS)).isEmpty();
  }

  @Test
  void offerWithoutATask_isDropped() {
    DriftBoard other = new DriftBoard(new Meters(meters), clock);

    other.offer(new DriftRound(SUBJECT, "a", GOOD, clock.instant()));

    assertThat(other.take()).isEmpty();
  }
}
