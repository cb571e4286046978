package io.evalstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.app.MonitorConfig;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files under `k8s` as they are written, before kustomize.
final class KubernetesFilesTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");
  private static final int CLOSE_SECONDS = 30;

  static Stream<Path> objects() {
    return Stream.concat(
            Repository.yamls("k8s/base").stream(), Repository.yamls("k8s/components").stream())
        .filter(file -> !Set.of("kustomization.yaml", "monitor.yaml").contains(name(file)));
  }

  static Stream<Path> configurations() {
    return Repository.yamls("k8s").stream().filter(file -> name(file).equals("monitor.yaml"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objects")
  void object_hasOnlyFieldsOfItsType(Path file) {
    for (JsonNode object : StrictYaml.documents(Repository.text(file))) {
      assertThatCode(() -> StrictYaml.read(object)).as(file.toString()).doesNotThrowAnyException();
      assertThat(object.at("/metadata/name").asText()).isNotEmpty();
    }
  }

  @Test
  void fieldThatDoesNotExist_isFound() {
    String misspelt =
        Repository.text("k8s/base/statefulset.yaml")
            .replace("readOnlyRootFilesystem", "readOnlyRootFileSystem");

    assertThatThrownBy(() -> StrictYaml.read(StrictYaml.documents(misspelt).getFirst()))
        .hasMessageContaining("readOnlyRootFileSystem");
  }

  /// So no configuration needs what the pods do not give, and nothing secret is in a file.
  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void configuration_isReadWithTheEnvironmentOfThePods(Path file) throws Exception {
    Map<String, EnvVar> given = environment();
    Map<String, String> values = new HashMap<>();
    Matcher variable = VARIABLE.matcher(Repository.text(file));
    while (variable.find()) {
      assertThat(given).as(file.toString()).containsKey(variable.group(1));
      values.put(variable.group(1), "value");
    }

    MonitorConfig config = MonitorConfig.read(file, values);

    assertThat(config.http().host()).isEqualTo("0.0.0.0");
    assertThat(config.http().port()).isEqualTo(port("http"));
    assertThat(config.http().metricsPort()).isEqualTo(port("metrics"));
    assertThat(config.kafka().stateDirectory()).isEqualTo(Path.of("/var/lib/evalstream"));
    assertThat(config.kafka().clients()).containsEntry("group.instance.id", "value");
  }

  @Test
  void secret_isReferencedAndNeverWritten() throws IOException {
    environment()
        .values()
        .forEach(
            variable -> {
              if (variable.getName().matches(".*(PASSWORD|TOKEN|KEY)$")) {
                assertThat(variable.getValue()).as(variable.getName()).isNull();
                assertThat(variable.getValueFrom().getSecretKeyRef()).isNotNull();
              }
            });
    for (Path file : Repository.yamls("k8s")) {
      assertThat(Repository.text(file))
          .as(file.toString())
          .doesNotContain("kind: Secret", "secretGenerator");
    }
  }

  @Test
  void pod_mayDoNothingThatItDoesNotNeed() throws IOException {
    PodSpec pod = pod();
    Container container = container();

    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(Repository.text("Dockerfile"))
        .contains("USER " + pod.getSecurityContext().getRunAsUser() + ":")
        .contains("VOLUME [\"/var/lib/evalstream\", \"/tmp\"]");
  }

  @Test
  void probes_askForHealthAlone() throws IOException {
    Container container = container();

    assertThat(path(container.getStartupProbe())).isEqualTo("/health/started");
    assertThat(path(container.getReadinessProbe())).isEqualTo("/health/ready");
    assertThat(path(container.getLivenessProbe())).isEqualTo("/health/live");
  }

  /// Or a stop in the middle of calls ends in SIGKILL, and calls are made twice.
  @Test
  void grace_coversTheDrain() throws Exception {
    MonitorConfig config =
        MonitorConfig.read(
            Repository.path("k8s/overlays/dev/monitor.yaml"),
            Map.of("POD_NAME", "evalstream-0", "HTTP_TOKEN", "token"));
    long preStop = container().getLifecycle().getPreStop().getSleep().getSeconds();

    long needed = preStop + config.judging().drain().toSeconds() + CLOSE_SECONDS;

    assertThat(pod().getTerminationGracePeriodSeconds()).isGreaterThan(needed);
  }

  /// Half of it, at most: the rest is for the state.
  @Test
  void volume_holdsTheFileOfTheConsole() throws Exception {
    MonitorConfig config =
        MonitorConfig.read(
            Repository.path("k8s/overlays/dev/monitor.yaml"),
            Map.of("POD_NAME", "evalstream-0", "HTTP_TOKEN", "token"));
    BigDecimal volume =
        set()
            .getVolumeClaimTemplates()
            .getFirst()
            .getSpec()
            .getResources()
            .getRequests()
            .get("storage")
            .getNumericalAmount();

    assertThat(volume).isGreaterThan(BigDecimal.valueOf(2 * config.console().maxBytes()));
  }

  @Test
  void image_isNamedInOnePlace() {
    List<Path> naming =
        Repository.yamls("k8s").stream()
            .filter(file -> Repository.text(file).contains("newTag"))
            .toList();

    assertThat(naming).containsExactly(Repository.path("k8s/base/kustomization.yaml"));
  }

  private static String path(Probe probe) {
    HTTPGetAction asked = probe.getHttpGet();
    assertThat(asked.getPort().getStrVal()).isEqualTo("metrics");
    return asked.getPath();
  }

  private static int port(String name) throws IOException {
    return container().getPorts().stream()
        .filter(port -> port.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getContainerPort();
  }

  private static Map<String, EnvVar> environment() throws IOException {
    Map<String, EnvVar> environment = new HashMap<>();
    container().getEnv().forEach(variable -> environment.put(variable.getName(), variable));
    return environment;
  }

  private static Container container() throws IOException {
    return pod().getContainers().getFirst();
  }

  private static PodSpec pod() throws IOException {
    return set().getTemplate().getSpec();
  }

  private static StatefulSetSpec set() throws IOException {
    JsonNode object = StrictYaml.documents(Repository.text("k8s/base/statefulset.yaml")).getFirst();
    return StrictYaml.read(object, StatefulSet.class).getSpec();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
