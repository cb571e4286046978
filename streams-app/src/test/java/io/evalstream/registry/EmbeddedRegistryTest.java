package io.evalstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.devcluster.registry.EmbeddedRegistry;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.Message;
import io.evalstream.topic.RandomRecords;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Client and serde against a registry that checks compatibility.
class EmbeddedRegistryTest {

  private EmbeddedRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void open() {
    registry = EmbeddedRegistry.start(0, null);
    client = new RegistryClient(RegistryConfig.from(Map.of("schema.registry.url", registry.url())));
  }

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  @Test
  void records_comeBackEqual() {
    JudgedTrace trace = RandomRecords.of(JudgedTrace.class, 1);
    try (RegistryAvroSerde<JudgedTrace> serde = new RegistryAvroSerde<>(client)) {
      byte[] bytes = serde.serialize("judged-traces", trace);

      assertThat(serde.deserialize("judged-traces", bytes)).isEqualTo(trace);
    }
  }

  @Test
  void incompatibleSchema_isRefused() {
    client.ping();
    client.register("m-value", Message.SCHEMA$);
    Schema other =
        SchemaBuilder.record("Message")
            .namespace("io.evalstream.event")
            .fields()
            .requiredLong("role")
            .endRecord();

    assertThatThrownBy(() -> client.register("m-value", other))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.REFUSED))
        .hasMessageContaining("not compatible with an earlier version");
  }

  @Test
  void unknownId_isNotFound() {
    assertThatThrownBy(() -> client.byId(4711))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.NOT_FOUND));
  }
}
