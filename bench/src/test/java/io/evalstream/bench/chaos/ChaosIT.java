package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A short run in which everything fails once.
class ChaosIT {

  private static final Map<ActKind, Integer> ACTS =
      Map.of(
          ActKind.KILL, 1,
          ActKind.KILL_SUCCESSOR, 1,
          ActKind.FREEZE, 1,
          ActKind.BROKER_KILL, 1,
          ActKind.JUDGE, 3);

  @Test
  void everythingFailsOnce_nothingIsLostAndNothingDoubled() throws Exception {
    Report report = Runs.chaos(Protocol.CLASSIC, 1, Duration.ofSeconds(40), ACTS);

    assertThat(report.outcomes()).containsKey("judged");
    // Kill, kill and kill, freeze.
    assertThat(report.takeovers()).hasSize(4);
  }
}
