package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Short runs in which monitors are killed, and in which also broker and judge fail.
class ChaosIT {

  private static final int KILLS = 2;

  private static final Map<ActKind, Integer> SOME_OF_EACH_LANE =
      Map.of(
          ActKind.KILL_SUCCESSOR, 1,
          ActKind.FREEZE, 1,
          ActKind.BROKER_KILL, 1,
          ActKind.JUDGE, 3);

  @Test
  void monitorsAreKilled_everythingIsJudgedAndFewCallsAreRepeated() throws Exception {
    Map<ActKind, Integer> kills = Map.of(ActKind.KILL, KILLS);

    Report report = Runs.chaos(Protocol.CLASSIC, 2, Duration.ofSeconds(20), kills);

    assertThat(report.outcomes()).containsOnlyKeys("judged");
    assertThat((double) report.calls().repeated())
        .isLessThanOrEqualTo(KILLS * report.mostRepeatedByAKill());
  }

  @Test
  void muchFails_nothingIsLostOrDoubledAndMostIsJudged() throws Exception {
    Report report = Runs.chaos(Protocol.CLASSIC, 1, Duration.ofSeconds(25), SOME_OF_EACH_LANE);

    Runs.assertMostIsJudged(report);
  }
}
