package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.DriftRound;
import io.evalstream.alert.DriftSubject;
import io.evalstream.alert.Tally;
import io.evalstream.metric.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoldenScheduleTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final DriftSubject ONE = new DriftSubject("default", "faithfulness");
  private static final DriftSubject OTHER = new DriftSubject("default", "toxicity");

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final DriftBoard board = new DriftBoard(new Meters(new SimpleMeterRegistry()), clock);
  private final GoldenSchedule schedule = new GoldenSchedule(HOUR);

  private Set<DriftSubject> due() {
    return schedule.due(Set.of(ONE, OTHER), board, clock.instant());
  }

  @Test
  void first_isDueAtOnce() {
    assertThat(due()).containsExactlyInAnyOrder(ONE, OTHER);
  }

  @Test
  void tried_isDueAfterTheTime_andNotBefore() {
    due();
    clock.advance(HOUR.minusMillis(1));

    Set<DriftSubject> early = due();
    clock.advance(Duration.ofMillis(1));

    assertThat(early).isEmpty();
    assertThat(due()).containsExactlyInAnyOrder(ONE, OTHER);
  }

  /// As after a restart: this schedule has tried nothing, and the state knows of a round.
  @Test
  void roundOfAnEarlierLife_counts() {
    try (StageHarness monitor =
        StageHarness.of(
            """
            apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
            judge_watch: { file: ../samples/labelled.jsonl }
            """)) {
      DriftBoard kept = monitor.boards().drift();
      String basis = monitor.config().judgeWatch().drift().bases().get(ONE);
      Instant ended = monitor.clock().instant();
      kept.offer(new DriftRound(ONE, basis, new Tally(1, 2), ended));
      monitor.after(Duration.ofSeconds(1));

      Set<DriftSubject> early = schedule.due(Set.of(ONE), kept, ended.plus(HOUR).minusMillis(1));
      Set<DriftSubject> later = schedule.due(Set.of(ONE), kept, ended.plus(HOUR));

      assertThat(early).isEmpty();
      assertThat(later).containsExactly(ONE);
    }
  }
}
