package io.evalstream.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Backoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JudgingConfigTest {

  @Test
  void nothingGiven_isTheDefault() throws Exception {
    assertThat(Configs.read("", JudgingConfig::read))
        .isEqualTo(
            new JudgingConfig(
                5,
                Duration.ofMinutes(15),
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60)),
                200_000,
                Duration.ofSeconds(5)));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    assertThat(
            Configs.read(
                "{ max_attempts: 1, max_age: 2m, backoff: 3s, longest_backoff: 4s,"
                    + " max_pending: 5, drain: 6s }",
                JudgingConfig::read))
        .isEqualTo(
            new JudgingConfig(
                1,
                Duration.ofMinutes(2),
                new Backoff(Duration.ofSeconds(3), Duration.ofSeconds(4)),
                5,
                Duration.ofSeconds(6)));
  }

  @Test
  void longestBackoffUnderTheFirst_isAProblem() {
    assertThat(Configs.problems("{ backoff: 30s, longest_backoff: 10s }", JudgingConfig::read))
        .singleElement()
        .asString()
        .startsWith("longest_backoff must be in [30s");
  }

  @Test
  void limits_areThoseOfTheOperator() {
    assertThat(JudgingConfig.DEFAULT.operator())
        .isEqualTo(
            new AsyncSettings(
                "judging",
                5,
                Duration.ofMinutes(15),
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60)),
                200_000,
                10));
  }
}
