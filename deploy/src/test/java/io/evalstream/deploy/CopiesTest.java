package io.evalstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds what the operators of Prometheus and Grafana get to the files that people get.
final class CopiesTest {

  /// Made again by `k8s/components/prometheus-operator/copy-rules`.
  @Test
  void rules_areThoseOfPrometheus() throws IOException {
    Map<String, JsonNode> rules = new TreeMap<>();
    try (Stream<Path> files = Files.list(Repository.path("dashboards/prometheus"))) {
      files
          .filter(file -> file.toString().endsWith(".rules.yml"))
          .forEach(
              file ->
                  rules.put(
                      "evalstream-" + file.getFileName().toString().replace(".rules.yml", ""),
                      StrictYaml.documents(Repository.text(file)).getFirst()));
    }

    Map<String, JsonNode> copies = new TreeMap<>();
    StrictYaml.documents(Repository.text("k8s/components/prometheus-operator/prometheusrule.yaml"))
        .forEach(object -> copies.put(object.at("/metadata/name").asText(), object.path("spec")));

    assertThat(copies).isNotEmpty().isEqualTo(rules);
  }

  @Test
  void dashboards_areAllGivenToGrafana() throws IOException {
    JsonNode component =
        StrictYaml.documents(Repository.text("dashboards/kustomization.yaml")).getFirst();

    try (Stream<Path> files = Files.list(Repository.path("dashboards/grafana/dashboards"))) {
      assertThat(component.at("/configMapGenerator/0/files"))
          .extracting(JsonNode::asText)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json"))
                  .map("grafana/dashboards/"::concat)
                  .toList());
    }
  }
}
