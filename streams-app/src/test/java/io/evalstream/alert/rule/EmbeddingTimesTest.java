package io.evalstream.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.alert.rule.EmbeddingChange.Cause;
import io.evalstream.stats.EmbeddingSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An alert on drift with windows and baselines of many lengths, and with gaps in the traffic.
class EmbeddingTimesTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final double DRIFT = 0.3;

  private final List<EmbeddingChange> changes = new ArrayList<>();
  private Questions questions = new Questions(1, 32);
  private Instant now = MIDNIGHT;
  private Duration over = HOUR;
  private EmbeddingAlarm alarm = alarm(HOUR, DAY);

  private EmbeddingAlarm alarm(Duration window, Duration baseline) {
    over = window;
    AlertRule rule =
        new AlertRule(
            "moved",
            AlertRule.ANY,
            null,
            "all",
            new Condition.Drift(baseline),
            new Method.Windows(),
            window,
            HOUR,
            List.of("slack"));
    return new EmbeddingAlarm(rule, new Forgetful(), MIDNIGHT);
  }

  private static final class Forgetful implements EmbeddingJournal {

    @Override
    public void memory(EmbeddingMemory memory) {}

    @Override
    public void window(Place place, Instant from, EmbeddingWindow window) {}

    @Override
    public void others(long embeddings) {}
  }

  private void windows(int windows, int n, double share) {
    for (int i = 0; i < windows; i++) {
      part(now, n, share);
      now = now.plus(over);
      look();
    }
  }

  private void part(Instant from, int n, double share) {
    EmbeddingSums sums = EmbeddingSums.EMPTY;
    for (int i = 0; i < n; i++) {
      sums = sums.plus(questions.next(share));
    }
    alarm
        .hear(new EmbeddingWindow(from, from.plusSeconds(10), sums), Muting.NONE, now)
        .ifPresent(changes::add);
  }

  private void look() {
    changes.addAll(alarm.look(Muting.NONE, now.plus(EmbeddingWindows.LATE)));
  }

  @Test
  void shortBaseline_firesBeforeTheDriftIsNormal() {
    alarm = alarm(HOUR, HOUR.multipliedBy(3));
    windows(4, 1_000, 0);
    windows(3, 1_000, DRIFT);
    assertThat(alarm.state()).isInstanceOf(AlertState.Firing.class);

    windows(1, 1_000, DRIFT);

    assertThat(changes.getLast())
        .returns("resolved", EmbeddingChange::state)
        .returns(Cause.NEW_NORMAL, EmbeddingChange::cause);
  }

  /// The fourth window of the drift is as long as the baseline, but is the third calm one.
  @Test
  void driftThatEndsAsItWouldBeNormal_endsByItsWindows() {
    alarm = alarm(HOUR, HOUR.multipliedBy(6));
    windows(6, 1_000, 0);
    windows(3, 1_000, DRIFT);
    windows(3, 1_000, 0);

    assertThat(changes.getLast())
        .returns("resolved", EmbeddingChange::state)
        .returns(Cause.WINDOWS, EmbeddingChange::cause);
  }

  /// After a gap as long as the baseline one window is not all that is normal.
  @Test
  void firstWindowAfterAGap_isOnePartOfWhatIsNormal() {
    windows(24, 400, 0);
    now = now.plus(DAY);
    windows(2, 1_000, 0);

    assertThat(alarm.finding().baseline()).isEqualTo(23 * 400 + 1_000);
  }

  /// A minute of traffic every two hours.
  @Test
  void whatIsNormal_staysSmallWithGaps() {
    EmbeddingBaseline normal = EmbeddingBaseline.NONE;
    EmbeddingSums one = EmbeddingSums.kept(200, 200, 200, new double[] {1}, 1, 1, 1);
    for (int i = 0; i < 200; i++) {
      Instant from = MIDNIGHT.plus(HOUR.multipliedBy(2L * i));
      normal = normal.plus(new EmbeddingWindow(from, from.plusSeconds(60), one), DAY);
    }

    assertThat(normal.windows()).hasSize(48);
  }

  @Test
  void longWindows_areNoSilence() {
    alarm = alarm(Duration.ofDays(2), Duration.ofDays(8));
    windows(4, 1_000, 0);
    windows(3, 1_000, DRIFT);
    now = now.plus(Duration.ofDays(3));
    look();
    assertThat(alarm.state()).isInstanceOf(AlertState.Firing.class);

    now = now.plus(Duration.ofDays(1));
    look();
    assertThat(changes.getLast().cause()).isEqualTo(Cause.SILENCE);
  }

  @Test
  void latePart_doesNotReopenAWindow() {
    windows(25, 400, 0);
    part(now.minusSeconds(10), 300, 0);
    look();
    assertThat(alarm.finding()).returns(400L, EmbeddingFinding::n);

    now = now.plus(HOUR);
    look();

    assertThat(alarm.finding())
        .returns(300L, EmbeddingFinding::n)
        .returns(now.minus(HOUR), EmbeddingFinding::from)
        .returns(now, EmbeddingFinding::to);
  }

  @Test
  void reminder_doesNotSpeakOfARow() {
    windows(24, 400, 0);
    windows(4, 400, DRIFT);

    assertThat(changes)
        .extracting(EmbeddingChange::cause, EmbeddingChange::reminder)
        .endsWith(tuple(Cause.WINDOWS, 0), tuple(Cause.STANDING, 1));
  }

  @Test
  void endsThatMeasuredNothing_haveNoFinding() {
    windows(24, 400, 0);
    windows(3, 400, DRIFT);
    now = now.plus(DAY);
    look();
    assertThat(changes.getLast())
        .returns(Cause.SILENCE, EmbeddingChange::cause)
        .returns(null, EmbeddingChange::finding);

    windows(3, 400, DRIFT);
    questions = new Questions(2, 16);
    part(now, 200, 0);

    assertThat(changes.getLast())
        .returns(Cause.OTHER_LENGTH, EmbeddingChange::cause)
        .returns(null, EmbeddingChange::finding);
  }
}
