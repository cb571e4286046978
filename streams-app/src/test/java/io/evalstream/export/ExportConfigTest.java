package io.evalstream.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportConfigTest {

  @Test
  void noSection_sendsNothing() throws Exception {
    assertThat(Configs.read("{}", ExportConfig::read).isOn()).isFalse();
  }

  @Test
  void defaults_areFilledIn() throws Exception {
    ExportConfig config =
        Configs.read("otlp_export: { endpoint: \"http://collector:4318\" }", ExportConfig::read);

    assertThat(config)
        .isEqualTo(
            new ExportConfig(
                URI.create("http://collector:4318"),
                Map.of(),
                true,
                true,
                true,
                Map.of(),
                Duration.ofSeconds(10)));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    ExportConfig config =
        Configs.read(
            """
            otlp_export:
              endpoint: "https://cloud.langfuse.com/api/public/otel/"
              headers: { Authorization: Basic abc }
              spans: true
              events: false
              explanations: false
              resource: { openinference.project.name: docs }
              timeout: 3s
            """,
            ExportConfig::read);

    assertThat(config)
        .isEqualTo(
            new ExportConfig(
                URI.create("https://cloud.langfuse.com/api/public/otel"),
                Map.of("Authorization", new Secret("Basic abc")),
                true,
                false,
                false,
                Map.of("openinference.project.name", "docs"),
                Duration.ofSeconds(3)));
    assertThat(config.toString()).doesNotContain("abc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spans: true                                                | endpoint must be given
          endpoint: "ftp://a"                                        | must be http(s)
          endpoint: "http://user:secret@localhost"                   | must be http(s)
          endpoint: "http://localhost:4318/v1/traces"                | must end before /v1/traces
          endpoint: "http://otlp.example.com"                        | must be https
          endpoint: "http://a", spans: false, events: false          | spans must be true
          endpoint: "http://a", headers: { Content-Type: secret }    | headers.Content-Type must be
          endpoint: "http://a", headers: { X-Key: "sécret" }         | must have printable ASCII
          endpoint: "http://a", resource: { service.name: mine }     | resource must not have
          endpoint: "http://a", timeout: 2m                          | timeout must be
          """)
  void whatBreaksARule_isToldWithoutSecrets(String section, String told) {
    assertThat(Configs.problems("otlp_export: { " + section + " }", ExportConfig::read))
        .singleElement()
        .asString()
        .contains(told)
        .doesNotContain("ecret");
  }
}
