package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.ManualClock;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import io.evalstream.event.Evaluation;
import io.evalstream.metric.Meters;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An alert through restarts: the stores stay, the processor is another one.
class AlertProcessorTest {

  private static final AlertRule RULE =
      new AlertRule(
          "toxic",
          "toxicity",
          null,
          "all",
          0.2,
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          5,
          List.of());
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final List<Alert> alerts = new ArrayList<>();
  private MockProcessorContext<String, Alert> context;
  private AlertProcessor processor;
  private int labels;

  @BeforeEach
  void start() {
    context = context();
    for (StoreBuilder<?> store : AlertTopology.stores()) {
      var built = ((StoreBuilder<?>) store.withLoggingDisabled().withCachingDisabled()).build();
      built.init(context.getStateStoreContext(), built);
      context.addStateStore(built);
    }
    processor = processor(new AlertConfig(List.of(RULE), EVERY));
  }

  @Test
  void firingAlert_isNotToldAgainAfterARestart() {
    incident();
    assertThat(states()).containsExactly("pending", "firing");

    restart(new AlertConfig(List.of(RULE), EVERY));
    for (int i = 0; i < 5; i++) {
      labels(true);
      look();
    }

    assertThat(states()).containsExactly("pending", "firing");
  }

  @Test
  void firingAlert_resolvesAfterARestart() {
    incident();

    restart(new AlertConfig(List.of(RULE), EVERY));
    for (int i = 0; i < 20; i++) {
      labels(false);
      look();
    }

    assertThat(states()).containsExactly("pending", "firing", "resolved");
    assertThat(alerts.getLast().getTransitionId()).endsWith("#3");
  }

  @Test
  void pendingAlert_goesOnWaitingAfterARestart() {
    labels(true);
    look();
    restart(new AlertConfig(List.of(RULE), EVERY));
    for (int i = 0; i < 3; i++) {
      labels(true);
      look();
    }

    assertThat(states()).containsExactly("pending", "firing");
    assertThat(alerts.getLast().getSince()).isEqualTo(Turns.NOON.plus(EVERY));
  }

  @Test
  void anotherPaceAfterARestart_forgetsOldLabelsAllTheSame() {
    labels(true);
    look();

    restart(new AlertConfig(List.of(RULE), Duration.ofMinutes(1)));
    for (int minute = 0; minute < 3; minute++) {
      clock.advance(Duration.ofMinutes(1));
      tick();
    }

    assertThat(keys(StoreNames.ALERT_BUCKETS)).isEmpty();
    assertThat(states()).containsExactly("pending", "inactive");
  }

  @Test
  void ruleThatIsGone_leavesNothingBehind() {
    incident();

    restart(new AlertConfig(List.of(), EVERY));

    assertThat(keys(StoreNames.ALERT_BUCKETS)).isEmpty();
    assertThat(keys(StoreNames.ALERTS)).isEmpty();
    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void idleAlert_doesNotTick() {
    labels(false);
    for (int i = 0; i < 10; i++) {
      look();
    }

    assertThat(keys(StoreNames.ALERT_BUCKETS)).isEmpty();
    assertThat(context.scheduledPunctuators())
        .allMatch(MockProcessorContext.CapturedPunctuator::cancelled);
  }

  private void incident() {
    for (int i = 0; i < 5; i++) {
      labels(true);
      look();
    }
  }

  private void restart(AlertConfig config) {
    MockProcessorContext<String, Alert> next = context();
    for (String store : List.of(StoreNames.ALERTS, StoreNames.ALERT_BUCKETS)) {
      next.addStateStore(context.getStateStore(store));
    }
    context = next;
    processor = processor(config);
  }

  private static MockProcessorContext<String, Alert> context() {
    return new MockProcessorContext<>(new Properties());
  }

  private AlertProcessor processor(AlertConfig config) {
    AlertProcessor opened =
        new AlertProcessor(config, new AlertBoard(new Meters(new SimpleMeterRegistry())), clock);
    opened.init(context);
    return opened;
  }

  private void labels(boolean failing) {
    for (int i = 0; i < 10; i++) {
      Evaluation evaluation =
          Evaluation.newBuilder()
              .setEvaluationId("e-" + labels)
              .setTraceId("t-" + labels++)
              .setApp(Turns.APP)
              .setEvaluator("toxicity")
              .setEvaluatorVersion("1")
              .setTarget("response")
              .setOutcome("judged")
              .setLabel(failing ? "toxic" : "non_toxic")
              .setFailing(failing)
              .setJudge("default")
              .setAttempts(1)
              .setSamplingProbability(1)
              .setOccurredAt(clock.instant())
              .setEvaluatedAt(clock.instant())
              .build();
      processor.process(new Record<>("docs-bot/toxicity", evaluation, clock.millis()));
    }
  }

  private void look() {
    clock.advance(EVERY);
    tick();
  }

  private void tick() {
    context.scheduledPunctuators().stream()
        .filter(ticking -> !ticking.cancelled())
        .toList()
        .forEach(ticking -> ticking.getPunctuator().punctuate(clock.millis()));
    context.forwarded().forEach(forward -> alerts.add(forward.record().value()));
    context.resetForwards();
  }

  private List<String> states() {
    return alerts.stream().map(Alert::getState).toList();
  }

  private List<String> keys(String store) {
    List<String> keys = new ArrayList<>();
    KeyValueStore<String, Object> entries = context.getStateStore(store);
    try (KeyValueIterator<String, Object> all = entries.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }
}
