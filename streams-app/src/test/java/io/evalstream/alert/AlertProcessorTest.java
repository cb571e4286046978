package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Cadence;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.Method;
import io.evalstream.app.ManualClock;
import io.evalstream.app.Observations;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.state.Observation;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// An alert through restarts: the stores stay, the processor is another one.
class AlertProcessorTest {

  private static final AlertRule RULE =
      new AlertRule(
          "toxic",
          "toxicity",
          null,
          "all",
          new Condition.Above(0.2, null),
          new Method.Interval(Duration.ofSeconds(30), Duration.ofMinutes(1), 5),
          Duration.ofMinutes(1),
          null,
          List.of());
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final ProcessorLives<Observation, Alert> alerts =
      new ProcessorLives<>(clock, AlertTopology.stores(), life(config(EVERY, RULE)));
  private int labels;

  @Test
  void firingAlert_isNotToldAgainAfterARestart() {
    incident();
    assertThat(states()).containsExactly("pending", "firing");

    restart(config(EVERY, RULE));
    for (int i = 0; i < 5; i++) {
      labels(true);
      look();
    }

    assertThat(states()).containsExactly("pending", "firing");
  }

  @Test
  void firingAlert_resolvesAfterARestart() {
    incident();

    restart(config(EVERY, RULE));
    for (int i = 0; i < 20; i++) {
      labels(false);
      look();
    }

    assertThat(states()).containsExactly("pending", "firing", "resolved");
    assertThat(alerts.forwarded().getLast().getTransitionId()).endsWith("#3");
  }

  @Test
  void pendingAlert_goesOnWaitingAfterARestart() {
    labels(true);
    look();
    restart(config(EVERY, RULE));
    for (int i = 0; i < 3; i++) {
      labels(true);
      look();
    }

    assertThat(states()).containsExactly("pending", "firing");
    assertThat(alerts.forwarded().getLast().getSince()).isEqualTo(Turns.NOON.plus(EVERY));
  }

  @Test
  void anotherPaceAfterARestart_forgetsOldLabelsAllTheSame() {
    labels(true);
    look();

    restart(config(Duration.ofMinutes(1), RULE));
    for (int minute = 0; minute < 3; minute++) {
      alerts.after(Duration.ofMinutes(1));
    }

    assertThat(alerts.keys(StoreNames.ALERT_BUCKETS)).isEmpty();
    assertThat(states()).containsExactly("pending", "inactive");
  }

  @Test
  void ruleThatIsGone_leavesNothingBehind() {
    incident();

    restart(config(EVERY));
    look();

    assertThat(states()).containsExactly("pending", "firing", "resolved");
    assertThat(alerts.keys(StoreNames.ALERT_BUCKETS)).isEmpty();
    assertThat(alerts.keys(StoreNames.ALERTS)).isEmpty();
    assertThat(alerts.ticks()).isFalse();
  }

  @Test
  void idleAlert_doesNotTick() {
    labels(false);
    for (int i = 0; i < 10; i++) {
      look();
    }

    assertThat(alerts.keys(StoreNames.ALERT_BUCKETS)).isEmpty();
    assertThat(alerts.ticks()).isFalse();
  }

  private void incident() {
    for (int i = 0; i < 5; i++) {
      labels(true);
      look();
    }
  }

  private static AlertConfig config(Duration every, AlertRule... rules) {
    return new AlertConfig(
        List.of(rules), new Cadence(every, Duration.ofMinutes(1)), List.of(), List.of(), false);
  }

  private void restart(AlertConfig config) {
    alerts.restart(life(config));
  }

  private Supplier<AlertProcessor> life(AlertConfig config) {
    return () ->
        new AlertProcessor(
            config,
            (app, evaluator) -> 1,
            new AlertBoard(new Meters(new SimpleMeterRegistry())),
            clock);
  }

  private void labels(boolean failing) {
    for (int i = 0; i < 10; i++) {
      String trace = "t-" + labels++;
      alerts.process(
          "docs-bot/toxicity",
          failing
              ? Observations.failing(trace, clock.instant())
              : Observations.passing(trace, clock.instant()));
    }
  }

  private void look() {
    alerts.after(EVERY);
  }

  private List<String> states() {
    return alerts.forwarded().stream().map(Alert::getState).toList();
  }
}
