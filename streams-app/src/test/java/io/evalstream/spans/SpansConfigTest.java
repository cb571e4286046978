package io.evalstream.spans;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.wire.Encoding;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpansConfigTest {

  @Test
  void withoutTheSection_itIsOff() throws Exception {
    assertThat(
            Configs.read(
                    "a: 1",
                    root -> {
                      root.string("a");
                      return SpansConfig.read(root);
                    })
                .isOn())
        .isFalse();
  }

  @Test
  void everyKey_isMapped() throws Exception {
    String yaml =
        """
        otlp:
          encoding: proto
          grace: 2s
          idle: 30s
          remember: 1h
          max_spans: 50
          max_trace_bytes: 100000
          max_record_bytes: 2000000
          apps: { support-service: docs-bot }
        """;

    assertThat(Configs.read(yaml, SpansConfig::read))
        .isEqualTo(
            new SpansConfig(
                true,
                Encoding.PROTO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                50,
                100_000,
                2_000_000,
                new Mapping(Map.of(), Map.of("support-service", "docs-bot"), Map.of(), true)));
  }
}
