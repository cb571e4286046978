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
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Confluent's own client and ours, at the same registry: what one registers and writes, the other
/// finds and reads.
class ConfluentClientTest {

  private static final Schema OTHER =
      SchemaBuilder.record("Message")
          .namespace("io.evalstream.event")
          .fields()
          .requiredLong("role")
          .endRecord();

  private EmbeddedRegistry registry;
  private RegistryClient ours;
  private ConfluentPeer theirs;

  @BeforeEach
  void open() {
    registry = EmbeddedRegistry.start(0, null);
    ours = new RegistryClient(RegistryConfig.from(Map.of("schema.registry.url", registry.url())));
    theirs = new ConfluentPeer(registry.url());
  }

  @AfterEach
  void close() throws Exception {
    theirs.close();
    ours.close();
    registry.close();
  }

  @Test
  void whatTheyRegister_weFind() throws Exception {
    int id = theirs.register("m-value", Message.SCHEMA$);

    assertThat(ours.lookup("m-value", Message.SCHEMA$).id()).isEqualTo(id);
    assertThat(ours.register("m-value", Message.SCHEMA$).id()).isEqualTo(id);
    assertThat(ours.find("m-value", Message.SCHEMA$))
        .contains(new SubjectVersion("m-value", 1, id));
    assertThat(SchemaText.of(ours.byId(id))).isEqualTo(SchemaText.of(Message.SCHEMA$));
  }

  @Test
  void whatWeRegister_theyFind() throws Exception {
    int id = ours.register("m-value", Message.SCHEMA$).id();

    SchemaMetadata latest = theirs.client().getLatestSchemaMetadata("m-value");
    assertThat(latest.getId()).isEqualTo(id);
    assertThat(latest.getVersion()).isEqualTo(1);
    assertThat(theirs.client().getId("m-value", ConfluentPeer.theirs(Message.SCHEMA$)))
        .isEqualTo(id);
    assertThat(theirs.client().getAllSubjects()).containsExactly("m-value");
    assertThat(theirs.byId(id).toString()).isEqualTo(SchemaText.of(Message.SCHEMA$));
  }

  @Test
  void incompatibleSchema_isRefusedToThemAsToUs() throws Exception {
    ours.register("m-value", Message.SCHEMA$);

    assertThat(theirs.client().testCompatibility("m-value", ConfluentPeer.theirs(OTHER))).isFalse();
    assertThat(ours.complaints("m-value", OTHER)).isNotEmpty();
    assertThatThrownBy(() -> theirs.register("m-value", OTHER))
        .isInstanceOfSatisfying(
            RestClientException.class, e -> assertThat(e.getStatus()).isEqualTo(409));
  }

  @Test
  void whatWeWrite_theyRead() throws Exception {
    JudgedTrace trace = RandomRecords.of(JudgedTrace.class, 5);
    try (RegistryAvroSerde<JudgedTrace> serde = new RegistryAvroSerde<>(ours)) {
      byte[] bytes = serde.serialize("judged-traces", trace);

      assertThat(theirs.read(bytes)).isEqualTo(ConfluentPeer.generic(trace));
    }
  }

  @Test
  void whatTheyWrite_weRead() throws Exception {
    JudgedTrace trace = RandomRecords.of(JudgedTrace.class, 6);
    GenericRecord record = ConfluentPeer.generic(trace);
    try (RegistryAvroSerde<JudgedTrace> serde = new RegistryAvroSerde<>(ours)) {
      byte[] bytes = theirs.write("judged-traces-value", record);

      assertThat(serde.deserialize("judged-traces", bytes)).isEqualTo(trace);
      assertThat(serde.serialize("judged-traces", trace)).isEqualTo(bytes);
    }
  }
}
