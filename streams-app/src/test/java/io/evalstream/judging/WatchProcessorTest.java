package io.evalstream.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.async.Standing;
import io.evalstream.state.JudgeStanding;
import io.evalstream.state.JudgementRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchProcessorTest {

  private static final Standing GOOD = new Standing(true, "", "");
  private static final Standing NO_QUOTA = new Standing(false, "quota", "no quota left");
  private static final JudgementRequest REQUEST =
      new JudgementRequest("docs-bot", "e-1", "toxicity", "1", null, null, null, 1.0);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private Optional<Standing> standing = Optional.empty();
  private int pending;
  private final ProcessorLives<JudgementRequest, JudgeStanding> watch = lives();

  private ProcessorLives<JudgementRequest, JudgeStanding> lives() {
    return new ProcessorLives<>(clock, List.of(), this::life);
  }

  private WatchProcessor life() {
    return new WatchProcessor(Set.of("default"), judge -> standing, task -> pending, clock);
  }

  private void sees(Optional<Standing> seen, int stillPending, Duration after) {
    standing = seen;
    pending = stillPending;
    watch.after(after);
  }

  private List<Boolean> told() {
    return watch.forwarded().stream().map(JudgeStanding::getUsable).toList();
  }

  @Test
  void eachChange_isToldOnce() {
    sees(Optional.of(GOOD), 1, SECOND);
    sees(Optional.of(NO_QUOTA), 1, SECOND);
    sees(Optional.of(NO_QUOTA), 1, SECOND);
    sees(Optional.of(GOOD), 1, SECOND);

    assertThat(told()).containsExactly(true, false, true);
  }

  @Test
  void nothingPendingAndAllWell_doesNotTick() {
    sees(Optional.of(GOOD), 0, SECOND);

    boolean idle = watch.ticks();
    watch.process("t-1", REQUEST);

    assertThat(idle).isFalse();
    assertThat(watch.ticks()).isTrue();
  }

  /// All judgements expire during the outage; other tasks have the call that ends it.
  @Test
  void nothingPendingDuringAnOutage_theReturnIsToldAllTheSame() {
    sees(Optional.of(NO_QUOTA), 1, SECOND);
    sees(Optional.of(NO_QUOTA), 0, SECOND);
    sees(Optional.of(GOOD), 0, MINUTE);

    assertThat(told()).containsExactly(false, true);
    assertThat(watch.ticks()).isFalse();
  }

  /// The gate of a new process is good for want of news.
  @Test
  void restartDuringAnOutage_doesNotTellThatItIsOver() {
    sees(Optional.of(NO_QUOTA), 1, SECOND);
    watch.restart(this::life);
    sees(Optional.empty(), 1, SECOND);
    sees(Optional.empty(), 0, SECOND);
    List<Boolean> meanwhile = told();
    sees(Optional.of(GOOD), 0, MINUTE);

    assertThat(meanwhile).containsExactly(false);
    assertThat(told()).containsExactly(false, true);
  }

  @Test
  void secondLifeInTheSameProcess_tellsWhatTheGateKnows() {
    sees(Optional.of(NO_QUOTA), 1, SECOND);
    watch.restart(this::life);
    sees(Optional.of(NO_QUOTA), 1, SECOND);

    assertThat(told()).containsExactly(false, false);
  }

  @Test
  void twoTasksAtOneGate_eachTellsItsOwn() {
    ProcessorLives<JudgementRequest, JudgeStanding> other = lives();

    sees(Optional.of(NO_QUOTA), 1, SECOND);
    other.after(SECOND);
    sees(Optional.of(GOOD), 0, MINUTE);
    other.after(MINUTE);

    assertThat(told()).containsExactly(false, true);
    assertThat(other.forwarded()).extracting(JudgeStanding::getUsable).containsExactly(false, true);
  }
}
