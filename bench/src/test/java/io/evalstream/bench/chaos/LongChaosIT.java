package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Minutes under faults, with ten kills each or more. Only with the profile `chaos`.
@Tag("long")
class LongChaosIT {

  private static final Map<ActKind, Integer> TEN_KILLS =
      Map.of(ActKind.KILL, 4, ActKind.KILL_STARTING, 2, ActKind.KILL_SUCCESSOR, 1);

  private static final Map<ActKind, Integer> EVERYTHING =
      Map.ofEntries(
          Map.entry(ActKind.KILL, 4),
          Map.entry(ActKind.KILL_STARTING, 2),
          Map.entry(ActKind.KILL_SUCCESSOR, 1),
          Map.entry(ActKind.KILL_STOPPING, 1),
          Map.entry(ActKind.KILL_BOTH, 1),
          Map.entry(ActKind.FREEZE, 2),
          Map.entry(ActKind.RESTART, 1),
          Map.entry(ActKind.BROKER_KILL, 2),
          Map.entry(ActKind.BROKER_STOP, 1),
          Map.entry(ActKind.BROKER_FREEZE, 1),
          Map.entry(ActKind.JUDGE, 8));

  @ParameterizedTest
  @CsvSource({"CLASSIC, 11", "STREAMS, 12", "CLASSIC, 13", "STREAMS, 14"})
  void everythingFails_nothingIsLostAndNothingDoubled(Protocol protocol, long seed)
      throws Exception {
    Report report = Runs.chaos(protocol, seed, Duration.ofMinutes(4), EVERYTHING);

    Runs.assertMostIsJudged(report);
  }

  @ParameterizedTest
  @EnumSource
  void onlyMonitorsFail_everythingIsJudged(Protocol protocol) throws Exception {
    Report report = Runs.chaos(protocol, 15, Duration.ofMinutes(3), TEN_KILLS);

    assertThat(report.outcomes()).containsOnlyKeys("judged");
  }

  @ParameterizedTest
  @EnumSource
  void scalingTakesItsTime_everythingIsJudged(Protocol protocol) throws Exception {
    Report report = Runs.scaling(protocol, Duration.ofMinutes(2));

    assertThat(report.outcomes()).containsOnlyKeys("judged");
  }
}
