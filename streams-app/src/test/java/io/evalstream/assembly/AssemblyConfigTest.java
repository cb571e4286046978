package io.evalstream.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AssemblyConfigTest {

  @Test
  void nothingGiven_isTheDefault() throws Exception {
    assertThat(Configs.read("", AssemblyConfig::read))
        .isEqualTo(
            new AssemblyConfig(
                Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofHours(24), 700_000));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    assertThat(
            Configs.read(
                "{ wait: 0s, orphan_wait: 2s, remember: 3m, max_trace_bytes: 4000 }",
                AssemblyConfig::read))
        .isEqualTo(
            new AssemblyConfig(Duration.ZERO, Duration.ofSeconds(2), Duration.ofMinutes(3), 4_000));
  }
}
