package io.evalstream.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateConfigTest {

  @Test
  void nothingGiven_isTheDefault() throws Exception {
    assertThat(Configs.read("", RateConfig::read))
        .isEqualTo(
            new RateConfig(
                List.of(Duration.ofMinutes(1), Duration.ofHours(1)),
                Duration.ofMinutes(2),
                List.of(),
                50,
                Duration.ofHours(49),
                5));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    assertThat(
            Configs.read(
                "{ windows: [ 10s ], grace: 2s, attributes: [ region, tier ], max_values: 3,"
                    + " keep: 4h, retrieval_k: 7 }",
                RateConfig::read))
        .isEqualTo(
            new RateConfig(
                List.of(Duration.ofSeconds(10)),
                Duration.ofSeconds(2),
                List.of("region", "tier"),
                3,
                Duration.ofHours(4),
                7));
  }

  @Test
  void whatWouldCountTwice_isAProblem() {
    assertThat(
            Configs.problems(
                "{ windows: [ 1m, 60s ], attributes: [ region, model, region ] }",
                RateConfig::read))
        .containsExactly(
            "windows must differ from each other, was 60s",
            "attributes must differ from each other and from [all, model, prompt_version], was"
                + " model",
            "attributes must differ from each other and from [all, model, prompt_version], was"
                + " region");
  }

  @Test
  void windowsOutOfRange_areAProblem() {
    assertThat(Configs.problems("{ windows: [ 10ms, 8d, soon ] }", RateConfig::read))
        .hasSize(3)
        .allMatch(problem -> problem.startsWith("windows must be durations from 1s to 7d, was "));
  }
}
