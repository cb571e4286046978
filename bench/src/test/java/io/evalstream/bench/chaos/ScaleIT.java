package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// From one monitor to three under load, each of them restarted, and back to one, with the newer
/// group protocol. [LongChaosIT] does it with both.
class ScaleIT {

  @Test
  void fromOneToThreeAndBack_everythingIsJudged() throws Exception {
    Report report = Runs.scaling(Protocol.STREAMS, Duration.ofSeconds(30));

    assertThat(report.outcomes()).containsOnlyKeys("judged");
  }
}
