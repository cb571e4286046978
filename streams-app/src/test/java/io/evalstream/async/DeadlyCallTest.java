package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/// A request whose every call kills the process before the next commit.
class DeadlyCallTest {

  private static final Duration UNTIL_COMMITTED = Duration.ofSeconds(5);

  private final ManualClock clock = new ManualClock();
  private final ManualCalls calls = new ManualCalls();
  private final TransactionalStores stores = new TransactionalStores();
  private final List<Ending<String>> ends = new ArrayList<>();
  private final Gate gate = new Gate("peer", GateSettings.withMaxInFlight(5), clock);
  private final OneText work =
      new OneText(new Peer<>((question, attempt) -> null, gate, Duration.ofSeconds(30)));

  private AsyncTask<String, String, String, String> begin() {
    AsyncControl control = new AsyncControl(clock);
    AsyncTask<String, String, String, String> task =
        new AsyncTask<>(
            new AsyncTask.Setup(
                OperatorHarness.SETTINGS,
                control,
                AsyncListener.NONE,
                calls,
                new SplittableRandom(1)),
            stores.requests(),
            work,
            (key, timestamp, result) -> ends.add(result.ending()),
            control.enter("0_0"));
    task.restore();
    return task;
  }

  @Test
  void callThatKillsBeforeEachCommit_isAbandoned() {
    AsyncTask<String, String, String, String> task = begin();
    task.admit(new Record<>("key", "group/deadly", 0));
    stores.commit();
    task.turn();
    int lives = 1;

    while (ends.isEmpty() && lives < 20) {
      assertThat(calls.open).as("calls in life %s", lives).hasSize(1);
      calls.open.clear();
      task.close();
      stores.abort();
      task = begin();
      lives++;
      task.turn();
      stores.commit();
      clock.advance(UNTIL_COMMITTED);
      task.turn();
    }

    assertThat(ends).containsExactly(new Ending.Abandoned<>());
    assertThat(lives).isEqualTo(OperatorHarness.SETTINGS.maxLives() + 1);
  }
}
