package io.evalstream.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.LoopbackPort;
import io.evalstream.devcluster.loopback.PortInUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevClusterIT {

  @TempDir Path data;

  @Test
  void start_servesBrokerAndRegistryAndKeepsTheirDataApart() throws Exception {
    try (DevCluster cluster = DevCluster.start(new DevClusterOptions(0, 0, data));
        Http registry = Http.of(cluster.registryUrl());
        Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {

      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
      assertThat(registry.post("/subjects/a/versions", "{\"schema\": \"\\\"string\\\"\"}").status())
          .isEqualTo(200);
    }
    assertThat(data.resolve("kafka/meta.properties")).exists();
    assertThat(Files.readAllLines(data.resolve("registry/schemas.jsonl"))).hasSize(1);
  }

  @Test
  void brokerPortInUse_leavesNoRegistryBehind() {
    int registryPort = freePort();
    try (LoopbackPort taken = LoopbackPort.bind("test", 0)) {

      assertThatThrownBy(
              () -> DevCluster.start(new DevClusterOptions(taken.number(), registryPort, null)))
          .isInstanceOf(PortInUseException.class);

      LoopbackPort.bind("test", registryPort).close();
    }
  }

  private static int freePort() {
    try (LoopbackPort port = LoopbackPort.bind("test", 0)) {
      return port.number();
    }
  }

  @Test
  void portOutOfRange_isRefused() {
    assertThatThrownBy(() -> DevCluster.start(new DevClusterOptions(70_000, 0, null)))
        .hasMessage("broker: port must be between 0 and 65535, was 70000");
  }
}
