package io.evalstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.app.MonitorConfig;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// compose.yaml, and the files that it mounts.
final class ComposeTest {

  private static final JsonNode COMPOSE =
      StrictYaml.documents(Repository.text("compose.yaml")).getFirst();

  @Test
  void images_havePinnedVersions() {
    assertThat(COMPOSE.path("services").findValuesAsText("image"))
        .hasSize(7)
        .allMatch(image -> image.matches("[a-z./-]+:v?(\\d+\\.\\d+\\.\\d+|local)"));
  }

  @Test
  void ports_areOnLoopbackOnly() {
    List<String> ports = new ArrayList<>();
    COMPOSE
        .path("services")
        .forEach(service -> service.path("ports").forEach(port -> ports.add(port.asText())));

    assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void services_tellTheirHealth() {
    COMPOSE
        .path("services")
        .properties()
        .forEach(
            service ->
                assertThat(
                        service.getValue().has("healthcheck") || service.getKey().equals("monitor"))
                    .as(service.getKey())
                    .isTrue());
    assertThat(Repository.text("Dockerfile")).contains("HEALTHCHECK");
  }

  @Test
  void mountedFiles_exist() {
    List<String> missing = new ArrayList<>();
    COMPOSE
        .path("services")
        .forEach(
            service ->
                service
                    .path("volumes")
                    .forEach(
                        volume -> {
                          String source = volume.asText().split(":", -1)[0];
                          if (source.startsWith("./") && !Files.exists(Repository.path(source))) {
                            missing.add(source);
                          }
                        }));

    assertThat(missing).isEmpty();
  }

  @Test
  void monitor_readsItsConfiguration() {
    assertThatCode(
            () -> MonitorConfig.read(Repository.path("deploy/compose/monitor.yaml"), Map.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void token_isThatOfPrometheus() {
    JsonNode monitor =
        StrictYaml.documents(Repository.text("deploy/compose/monitor.yaml")).getFirst();
    JsonNode prometheus =
        StrictYaml.documents(Repository.text("deploy/compose/prometheus.yml")).getFirst();

    assertThat(prometheus.at("/scrape_configs/0/authorization/credentials"))
        .isEqualTo(monitor.at("/http/token"));
  }

  /// The image of Kafka makes a property of each variable.
  @Test
  void settingsOfTheBroker_areKafkas() {
    Properties settings = new Properties();
    COMPOSE
        .at("/services/kafka/environment")
        .properties()
        .forEach(
            variable ->
                settings.put(
                    variable
                        .getKey()
                        .replaceFirst("^KAFKA_", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'),
                    variable.getValue().asText()));

    assertThatCode(() -> new KafkaConfig(settings, false)).doesNotThrowAnyException();
    assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(settings.stringPropertyNames());
  }

  @Test
  @Tag("observability")
  void dockerCompose_takesIt() throws Exception {
    Ran.in(
            Repository.path("."),
            List.of("docker-compose", "-f", "compose.yaml", "--profile", "traffic", "config", "-q"))
        .well();
  }
}
