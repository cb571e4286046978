package io.evalstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What kustomize makes of the overlays.
@Tag("observability")
final class OverlaysTest {

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void overlay_isWhatKubernetesTakes(String overlay) throws Exception {
    for (JsonNode object : built(overlay)) {
      assertThatCode(() -> StrictYaml.read(object))
          .as("%s %s", object.path("kind"), object.at("/metadata/name"))
          .doesNotThrowAnyException();
      if (!object.path("kind").asText().equals("Namespace")) {
        assertThat(object.at("/metadata/namespace").asText()).startsWith("evalstream");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void pod_hasTheConfigurationAndTheImage(String overlay) throws Exception {
    JsonNode configMap =
        built(overlay).stream()
            .filter(object -> object.path("data").has("monitor.yaml"))
            .findFirst()
            .orElseThrow();
    JsonNode pod = one(built(overlay), "StatefulSet").at("/spec/template/spec");

    assertThat(configMap.at("/data/monitor.yaml").asText())
        .isEqualTo(Repository.text("k8s/overlays/" + overlay + "/monitor.yaml"));
    assertThat(pod.at("/volumes").findValuesAsText("name"))
        .contains(configMap.at("/metadata/name").asText());
    assertThat(pod.at("/containers/0/image").asText())
        .isEqualTo("registry.example.com/evalstream:0.1.0");
  }

  @Test
  void development_needsNoSecretButTheToken() throws Exception {
    JsonNode pod = one(built("dev"), "StatefulSet").at("/spec/template/spec");

    Set<String> variables = Set.copyOf(pod.at("/containers/0/env").findValuesAsText("key"));

    assertThat(variables).containsExactly("HTTP_TOKEN");
    assertThat(pod.at("/volumes").findValues("secret")).isEmpty();
  }

  /// Or the operator reads neither the scrape nor the rules, and nobody is told.
  @Test
  void production_isSelectedByItsPrometheus() throws Exception {
    List<JsonNode> watched =
        built("prod").stream()
            .filter(object -> object.path("apiVersion").asText().startsWith("monitoring."))
            .toList();

    assertThat(watched)
        .extracting(object -> object.path("kind").asText())
        .containsExactlyInAnyOrder("PodMonitor", "PrometheusRule", "PrometheusRule");
    assertThat(watched)
        .extracting(object -> object.at("/metadata/labels/release").asText())
        .containsOnly("kube-prometheus-stack");
  }

  @Test
  void production_isScaledByKedaAndSpread() throws Exception {
    JsonNode set = one(built("prod"), "StatefulSet");

    assertThat(set.at("/spec").has("replicas")).isFalse();
    assertThat(
            StreamSupport.stream(
                    set.at("/spec/template/spec/topologySpreadConstraints").spliterator(), false)
                .map(spread -> spread.path("whenUnsatisfiable").asText()))
        .containsExactlyInAnyOrder("DoNotSchedule", "ScheduleAnyway");
  }

  private static JsonNode one(List<JsonNode> objects, String kind) {
    List<JsonNode> found =
        objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.getFirst();
  }

  private static List<JsonNode> built(String overlay) throws Exception {
    String folder = Repository.path("k8s/overlays/" + overlay).toString();
    Path kustomize = Repository.path("deploy/target/tools/kustomize");
    List<String> command =
        Files.isExecutable(kustomize)
            ? List.of(kustomize.toString(), "build", folder)
            : List.of("kubectl", "kustomize", folder);
    return StrictYaml.documents(Ran.in(Repository.path("k8s"), command).well().out());
  }
}
