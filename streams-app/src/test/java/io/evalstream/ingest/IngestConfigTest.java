package io.evalstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.topic.ValueFormat;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

  @Test
  void nothingGiven_isTheDefault() throws Exception {
    assertThat(Configs.read("", IngestConfig::read))
        .isEqualTo(
            new IngestConfig(
                ValueFormat.AUTO, Duration.ofDays(2), Duration.ofMinutes(10), 700_000));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    assertThat(
            Configs.read(
                "{ format: json, max_age: 2h, max_future: 3s, max_record_bytes: 5000 }",
                IngestConfig::read))
        .isEqualTo(
            new IngestConfig(ValueFormat.JSON, Duration.ofHours(2), Duration.ofSeconds(3), 5_000));
  }

  @Test
  void problems_areAllTold() {
    assertThat(
            Configs.problems(
                "{ format: xml, max_age: 1s, max_future: 2d, max_record_bytes: 9000000, maxage: 1 }",
                IngestConfig::read))
        .hasSize(5);
  }
}
