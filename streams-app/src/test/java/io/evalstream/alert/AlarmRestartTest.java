package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.rule.Alarm;
import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Cadence;
import io.evalstream.alert.rule.Change;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.Method;
import io.evalstream.alert.rule.Muting;
import io.evalstream.alert.rule.Sighting;
import io.evalstream.event.Alert;
import io.evalstream.state.AlertBucket;
import io.evalstream.state.AlertMemory;
import io.evalstream.topic.StateSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// An alert that goes on elsewhere, from what was written down, says the same as one that was never
/// interrupted.
class AlarmRestartTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final Cadence CADENCE = new Cadence(Duration.ofSeconds(20), Duration.ofMinutes(1));
  private static final AlertSeries SERIES = new AlertSeries("r", "a", "e", "all", "*");
  private static final int HOURS = 30;

  private final StateSerde<AlertMemory> memories = new StateSerde<>(AlertMemory.class);
  private final StateSerde<AlertBucket> buckets = new StateSerde<>(AlertBucket.class);

  @Provide
  Arbitrary<AlertRule> rules() {
    Method sequential = new Method.Sequential(1, 1);
    Method interval = new Method.Interval(Duration.ofMinutes(2), Duration.ofMinutes(4), 5);
    return Arbitraries.of(
        rule(new Condition.Above(0.2, null), sequential),
        rule(new Condition.Above(0.2, "toxic"), interval),
        rule(new Condition.WorseThanBaseline(0.1), sequential),
        rule(new Condition.WorseThanBaseline(0.1), interval),
        rule(new Condition.NotJudged(0.1), sequential),
        rule(new Condition.WorseThanVersion(30), new Method.AnyTime()),
        rule(new Condition.Absent(Duration.ofMinutes(10)), new Method.Waiting()));
  }

  private static AlertRule rule(Condition condition, Method method) {
    return new AlertRule(
        "r",
        "e",
        null,
        "all",
        condition,
        method,
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        List.of("slack"));
  }

  @Property(tries = 14)
  void restart_changesNothing(
      @ForAll("rules") AlertRule rule,
      @ForAll @LongRange(max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 40) int minutesBetweenRestarts) {
    List<Alert> throughout = run(rule, seed, Integer.MAX_VALUE);

    List<Alert> restarted = run(rule, seed, minutesBetweenRestarts);

    assertThat(restarted).isEqualTo(throughout);
  }

  @Property(tries = 1)
  void everyRule_hasSomethingToSay() {
    Set<AlertRule> rules = rules().allValues().orElseThrow().collect(Collectors.toSet());

    assertThat(rules).allSatisfy(rule -> assertThat(run(rule, 7, 10)).isNotEmpty());
  }

  /// Calm for 27 hours, then some incidents of an hour.
  private List<Alert> run(AlertRule rule, long seed, int minutesBetweenRestarts) {
    Random random = new Random(seed);
    Map<String, byte[]> memory = new HashMap<>();
    Map<String, byte[]> steps = new HashMap<>();
    List<Alert> alerts = new ArrayList<>();
    Alarm alarm = open(rule, memory, steps, START);
    for (int minute = 0; minute < HOURS * 60; minute++) {
      Instant now = START.plus(Duration.ofMinutes(minute));
      if (minute % minutesBetweenRestarts == minutesBetweenRestarts - 1) {
        alarm = open(rule, memory, steps, now.minusMillis(1));
      }
      boolean incident = minute / 60 == 27 || minute / 60 == 29;
      hear(alarm, random, incident, now);
      for (int look = 1; look <= 3; look++) {
        Instant at = now.plusSeconds(20L * look - 1);
        Muting muting = new Muting(minute % 90 < 10 ? "other" : null, null);
        alarm.look(at, muting).map(change -> alert(change, at)).ifPresent(alerts::add);
      }
    }
    return alerts;
  }

  private static Alert alert(Change change, Instant now) {
    return AlertWriter.of(SERIES, change, now);
  }

  private static void hear(Alarm alarm, Random random, boolean incident, Instant now) {
    alarm.hearTraffic(4, now, now);
    if (incident && alarm.rule().condition() instanceof Condition.Absent) {
      return;
    }
    for (int i = 0; i < 6; i++) {
      boolean failing = random.nextDouble() < (incident ? 0.6 : 0.05);
      boolean judged = random.nextDouble() >= (incident ? 0.4 : 0.02);
      boolean newer = incident && random.nextBoolean();
      alarm.hear(
          new Sighting(
              "t-" + random.nextInt(1_000),
              judged ? "judged" : "expired",
              judged ? (failing ? "toxic" : "ok") : null,
              judged ? failing : null,
              random.nextBoolean() ? "m-1" : "m-2",
              newer && failing ? "v2" : "v1",
              random.nextBoolean() ? 1 : 0.5,
              random.nextBoolean() ? new Sighting.Excerpt(null, "r", "because") : null),
          now.plusMillis(i));
    }
  }

  private Alarm open(
      AlertRule rule, Map<String, byte[]> memory, Map<String, byte[]> steps, Instant now) {
    SeriesJournal journal =
        new SeriesJournal(
            SERIES,
            (key, value) -> memory.put(key, memories.serializer().serialize("", value)),
            (key, value) -> {
              if (value == null) {
                steps.remove(key);
              } else {
                steps.put(key, buckets.serializer().serialize("", value));
              }
            },
            count -> {});
    Alarm alarm = new Alarm(rule, CADENCE, journal, now);
    byte[] kept = memory.get(SERIES.toText());
    if (kept != null) {
      alarm.goOnFrom(AlertMemories.memory(memories.deserializer().deserialize("", kept)));
      steps.forEach(
          (key, bytes) -> {
            AlertBucket bucket = buckets.deserializer().deserialize("", bytes);
            AlertProcessor.restore(alarm, BucketKey.fromText(key), bucket);
          });
    }
    return alarm;
  }
}
