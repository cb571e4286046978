package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From one monitor to three under load, each of them restarted, and back to one.
class ScaleIT {

  @ParameterizedTest
  @EnumSource
  void fromOneToThreeAndBack_everythingIsJudged(Protocol protocol) throws Exception {
    Report report = Runs.scaling(protocol, Duration.ofSeconds(30));

    assertThat(report.outcomes()).containsOnlyKeys("judged");
  }
}
