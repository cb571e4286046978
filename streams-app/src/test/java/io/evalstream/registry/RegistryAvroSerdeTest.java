package io.evalstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.Message;
import io.evalstream.registry.WireFormatException.Reason;
import io.evalstream.topic.RandomRecords;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAvroSerdeTest {

  private static final String MESSAGE_V2 =
      """
      {"type": "record", "name": "Message", "namespace": "io.evalstream.event", "fields": [
        {"name": "role", "type": "string"},
        {"name": "language", "type": ["null", "string"], "default": null},
        {"name": "content", "type": "string"}]}
      """;

  private static final String HEADER_SERIALIZER =
      "io.confluent.kafka.serializers.schema.id.HeaderSchemaIdSerializer";

  private final TinyRegistry registry = new TinyRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void record_comesBackEqual() {
    try (RegistryAvroSerde<JudgedTrace> serde = serde()) {
      for (int seed = 0; seed < 50; seed++) {
        JudgedTrace trace = RandomRecords.of(JudgedTrace.class, seed);

        byte[] bytes = serde.serializer().serialize("t", trace);

        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(trace);
      }
    }
    assertThat(registry.requests())
        .extracting(TinyRegistry.Request::line)
        .containsExactly("POST /subjects/t-value/versions", "GET /schemas/ids/1");
  }

  @Test
  void bytes_areMagicIdAndAvro() {
    registry.holds("other", "\"string\"");
    try (RegistryAvroSerde<Message> serde = serde()) {
      byte[] bytes = serde.serialize("t", new Message("user", "Hi"));

      // Avro: a string is its length, zigzag, and its bytes. 4 is 8, 2 is 4.
      assertThat(bytes).containsExactly(0, 0, 0, 0, 2, 8, 'u', 's', 'e', 'r', 4, 'H', 'i');
    }
  }

  @Test
  void tombstone_staysNull() {
    try (RegistryAvroSerde<Message> serde = serde()) {
      assertThat(serde.serialize("t", null)).isNull();
      assertThat(serde.deserialize("t", null)).isNull();
    }
  }

  @Test
  void guidBeforeThePayload_isRead() {
    Message message = new Message("user", "Hi");
    try (RegistryAvroSerde<Message> serde = serde()) {
      byte[] payload = payload(serde.serialize("t", message));
      byte[] bytes = ByteBuffer.allocate(17 + payload.length).put(guidMark(1)).put(payload).array();

      assertThat(serde.deserialize("t", bytes)).isEqualTo(message);
    }
  }

  @Test
  void guidInTheHeader_isRead() {
    Message message = new Message("user", "Hi");
    Headers headers = new RecordHeaders().add("__value_schema_id", guidMark(1));
    try (RegistryAvroSerde<Message> serde = serde()) {
      byte[] payload = payload(serde.serialize("t", message));

      assertThat(serde.deserialize("t", headers, payload)).isEqualTo(message);
    }
  }

  @Test
  void newerVersion_isReadAsOurs() {
    int id = registry.holds("t-value", MESSAGE_V2);
    // role "user", language: branch 1 "en", content "Hi"
    byte[] bytes = {0, 0, 0, 0, (byte) id, 8, 'u', 's', 'e', 'r', 2, 4, 'e', 'n', 4, 'H', 'i'};
    try (RegistryAvroSerde<Message> serde = serde()) {
      assertThat(serde.deserialize("t", bytes)).isEqualTo(new Message("user", "Hi"));
    }
  }

  @Test
  void latestVersion_isWritten() {
    int id = registry.holds("t-value", MESSAGE_V2);
    try (RegistryAvroSerde<Message> serde =
        serde("auto.register.schemas", "false", "use.latest.version", "true")) {
      byte[] bytes = serde.serialize("t", new Message("user", "Hi"));

      // language: branch 0, null
      assertThat(bytes).containsExactly(0, 0, 0, 0, id, 8, 'u', 's', 'e', 'r', 0, 4, 'H', 'i');
    }
  }

  @Test
  void latestVersionThatCannotRead_isRefused() {
    registry.holds("t-value", MESSAGE_V2.replace(", \"default\": null", ""));
    try (RegistryAvroSerde<Message> serde =
        serde("auto.register.schemas", "false", "use.latest.version", "true")) {
      assertThatThrownBy(() -> serde.serialize("t", new Message("user", "Hi")))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining(
              "the schema with id 1, which use.latest.version or use.schema.id chose");
    }
  }

  @Test
  void latestVersionThatCannotReadAll_isWrittenWhereItCan() {
    int id = registry.holds("t-value", MESSAGE_V2.replace(", \"default\": null", ""));
    registry.holds("u-value", MESSAGE_V2);
    try (RegistryAvroSerde<Message> serde =
        serde(
            "auto.register.schemas", "false",
            "use.latest.version", "true",
            "latest.compatibility.strict", "false")) {
      assertThatThrownBy(() -> serde.serialize("t", new Message("user", "Hi")))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("cannot hold this record");
      assertThat(serde.serialize("u", new Message("user", "Hi"))).startsWith(0, 0, 0, 0, id + 1);
    }
  }

  @Test
  void chosenId_isWritten() {
    registry.holds("elsewhere", "\"string\"");
    int id = registry.holds("elsewhere", MESSAGE_V2);
    try (RegistryAvroSerde<Message> serde =
        serde("auto.register.schemas", "false", "use.schema.id", Integer.toString(id))) {
      byte[] bytes = serde.serialize("t", new Message("user", "Hi"));

      assertThat(bytes).containsExactly(0, 0, 0, 0, id, 8, 'u', 's', 'e', 'r', 0, 4, 'H', 'i');
    }
    assertThat(registry.requests())
        .extracting(TinyRegistry.Request::line)
        .containsExactly("GET /schemas/ids/" + id);
  }

  @Test
  void guidInTheHeader_isWritten() {
    Headers headers = new RecordHeaders().add("__value_schema_id", new byte[] {1});
    try (RegistryAvroSerde<Message> serde =
        serde("value.schema.id.serializer", HEADER_SERIALIZER)) {
      byte[] bytes = serde.serialize("t", headers, new Message("user", "Hi"));

      assertThat(bytes).containsExactly(8, 'u', 's', 'e', 'r', 4, 'H', 'i');
      assertThat(headers.headers("__value_schema_id"))
          .extracting(Header::value)
          .containsExactly(guidMark(1));
      assertThat(serde.deserialize("t", headers, bytes)).isEqualTo(new Message("user", "Hi"));
    }
  }

  @Test
  void placeWithoutHeaders_getsTheIdBeforeTheValue() {
    try (RegistryAvroSerde<Message> serde =
        serde("value.schema.id.serializer", HEADER_SERIALIZER)) {
      assertThat(serde.serialize("t", new Message("user", "Hi"))).startsWith(0, 0, 0, 0, 1);
    }
  }

  @Test
  void registryWithoutGuids_cannotBeNamedInAHeader() {
    registry.answersNext(200, "{\"id\": 1}");
    try (RegistryAvroSerde<Message> serde =
        serde("value.schema.id.serializer", HEADER_SERIALIZER)) {
      assertThatThrownBy(() -> serde.serialize("t", new RecordHeaders(), new Message("user", "Hi")))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("gives no GUID for id 1");
    }
  }

  /// What is passed on has the headers of what came.
  @Test
  void headerOfAnotherSchema_isTakenOff() {
    Headers headers = new RecordHeaders().add("__value_schema_id", guidMark(7));
    try (RegistryAvroSerde<Message> serde = serde()) {
      byte[] bytes = serde.serialize("t", headers, new Message("user", "Hi"));

      assertThat(headers).isEmpty();
      assertThat(serde.deserialize("t", headers, bytes)).isEqualTo(new Message("user", "Hi"));
    }
  }

  @Test
  void associatedSubject_isAskedForOnce() {
    registry.associates("t", "messages");
    try (RegistryAvroSerde<Message> serde =
        serde(
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.AssociatedNameStrategy")) {
      serde.serialize("t", new Message("user", "Hi"));
      serde.serialize("t", new Message("user", "Ho"));
      serde.serialize("other", new Message("user", "Hi"));
    }
    assertThat(registry.requests())
        .extracting(TinyRegistry.Request::line)
        .containsExactly(
            "GET /associations/resources/-/t?resourceType=topic&associationType=value",
            "POST /subjects/messages/versions",
            "GET /associations/resources/-/other?resourceType=topic&associationType=value",
            "POST /subjects/other-value/versions");
  }

  @Test
  void associationsThatDoNotTell_areErrors() {
    registry.associates("two", "a", "b");
    try (RegistryAvroSerde<Message> serde =
        serde(
            "value.subject.name.strategy", "AssociatedNameStrategy",
            "subject.name.strategy.kafka.cluster.id", "lkc-1",
            "subject.name.strategy.fallback.type", "NONE")) {
      assertThatThrownBy(() -> serde.serialize("two", new Message("user", "Hi")))
          .hasMessageContaining("several subjects are associated with topic two");
      assertThatThrownBy(() -> serde.serialize("none", new Message("user", "Hi")))
          .hasMessageContaining("no subject is associated with topic none");
    }
    assertThat(registry.requests().getFirst().line())
        .startsWith("GET /associations/resources/lkc-1/two?");
  }

  @Test
  void unregisteredSchema_isAnErrorWithoutAutoRegister() {
    try (RegistryAvroSerde<Message> serde = serde("auto.register.schemas", "false")) {
      assertThatThrownBy(() -> serde.serialize("t", new Message("user", "Hi")))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.NOT_FOUND));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"trace_id\": \"t\"}", "\u0000\u0000", "\u0001short"})
  void otherFormats_areNotAvro(String text) {
    assertThat(reasonOf(text.getBytes())).isEqualTo(Reason.NOT_AVRO);
  }

  @Test
  void brokenHeader_isNotAvro() {
    Headers headers = new RecordHeaders().add("__value_schema_id", new byte[] {1, 2});
    try (RegistryAvroSerde<Message> serde = serde()) {
      assertThatThrownBy(() -> serde.deserialize("t", headers, new byte[] {0, 0, 0, 0, 1}))
          .isInstanceOf(WireFormatException.class)
          .hasMessageContaining("the header with the schema");
    }
  }

  @Test
  void protobufRecord_isNotAvro() {
    int id = registry.holds("t-value", "message Foo {}", "PROTOBUF");

    assertThat(reasonOf(new byte[] {0, 0, 0, 0, (byte) id, 0})).isEqualTo(Reason.NOT_AVRO);
  }

  @Test
  void idThatNobodyRegistered_isUnknown() {
    assertThat(reasonOf(new byte[] {0, 0, 0, 0, 99, 0})).isEqualTo(Reason.UNKNOWN_SCHEMA_ID);
  }

  @Test
  void deadRegistry_isNoFaultOfTheRecord() {
    registry.close();
    try (RegistryAvroSerde<Message> serde = serde("max.retries", "0")) {
      assertThatThrownBy(() -> serde.deserialize("t", new byte[] {0, 0, 0, 0, 1, 0, 0}))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.UNREACHABLE));
    }
  }

  @Test
  void damagedBytes_areUndecodable() {
    try (RegistryAvroSerde<Message> serde = serde()) {
      byte[] bytes = serde.serialize("t", new Message("user", "Hi"));

      assertThat(reasonOf(Arrays.copyOf(bytes, bytes.length - 1))).isEqualTo(Reason.UNDECODABLE);
      assertThat(reasonOf(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Reason.UNDECODABLE);
      assertThat(reasonOf(new byte[] {0, 0, 0, 0, 1, -1, -1, -1, -1, 15}))
          .as("a string of 2 GiB")
          .isEqualTo(Reason.UNDECODABLE);
    }
  }

  @Test
  void anyDamage_isReadOrUndecodable() {
    Random random = new Random(7);
    try (RegistryAvroSerde<JudgedTrace> serde = serde()) {
      for (int seed = 0; seed < 3_000; seed++) {
        byte[] bytes = serde.serialize("t", RandomRecords.of(JudgedTrace.class, seed));
        int at = random.nextInt(5, bytes.length);
        for (int i = at; i < Math.min(bytes.length, at + random.nextInt(1, 7)); i++) {
          bytes[i] = (byte) random.nextInt();
        }
        try {
          assertThat(serde.deserialize("t", bytes)).isNotNull();
        } catch (WireFormatException damaged) {
          assertThat(damaged.reason()).isEqualTo(Reason.UNDECODABLE);
        }
      }
    }
  }

  @Test
  void recordOfAnUnknownName_isUndecodable() {
    int system = registry.holds("t-value", record("java.lang", "System"));
    int unknown = registry.holds("u-value", record("com.acme", "Foo"));

    assertThat(reasonOf(new byte[] {0, 0, 0, 0, (byte) system, 2})).isEqualTo(Reason.UNDECODABLE);
    assertThat(reasonOf(new byte[] {0, 0, 0, 0, (byte) unknown, 2})).isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void givenType_isReadFromARecordThatFitsUnderAnotherName() {
    int id = registry.holds("t-value", MESSAGE_V2.replace("io.evalstream.event", "com.acme"));
    byte[] bytes = {0, 0, 0, 0, (byte) id, 8, 'u', 's', 'e', 'r', 0, 4, 'H', 'i'};
    try (RegistryClient client = new RegistryClient(RegistryConfig.from(properties()));
        RegistryAvroSerde<Message> serde = new RegistryAvroSerde<>(client, Message.class)) {
      assertThat(serde.deserialize("t", bytes)).isEqualTo(new Message("user", "Hi"));
    }
  }

  @Test
  void givenType_refusesARecordThatDoesNotFit() {
    try (RegistryClient client = new RegistryClient(RegistryConfig.from(properties()));
        RegistryAvroSerde<SpecificRecord> any = new RegistryAvroSerde<>(client);
        RegistryAvroSerde<ChatEvent> chats = new RegistryAvroSerde<>(client, ChatEvent.class)) {
      byte[] bytes = any.serialize("t", RandomRecords.of(Feedback.class, 1));

      assertThat(any.deserialize("t", bytes)).isInstanceOf(Feedback.class);
      WireFormatException failure =
          catchThrowableOfType(WireFormatException.class, () -> chats.deserialize("t", bytes));
      assertThat(failure.reason()).isEqualTo(Reason.UNDECODABLE);
    }
  }

  @Test
  void genericReader_readsAnyRecord() {
    try (RegistryClient client = new RegistryClient(RegistryConfig.from(properties()));
        RegistryAvroSerde<Message> serde = new RegistryAvroSerde<>(client)) {
      byte[] bytes = serde.serialize("t", new Message("user", "Hi"));

      GenericRecord record = new GenericAvroReader(client).read(bytes, null);

      assertThat(record.getSchema().getFullName()).isEqualTo("io.evalstream.event.Message");
      assertThat(record.get("content")).hasToString("Hi");
      assertThat(record).isInstanceOf(GenericData.Record.class);
      assertThat(new GenericAvroReader(client).read(payload(bytes), guidMark(1))).isEqualTo(record);
    }
  }

  @Test
  void serdeThatIsNotConfigured_saysSo() {
    try (RegistryAvroSerde<Message> serde = new RegistryAvroSerde<>()) {
      assertThatThrownBy(() -> serde.serialize("t", new Message("user", "Hi")))
          .hasMessage("configure() comes before the first record");
    }
  }

  private Reason reasonOf(byte[] bytes) {
    try (RegistryAvroSerde<SpecificRecord> serde = serde()) {
      return catchThrowableOfType(WireFormatException.class, () -> serde.deserialize("t", bytes))
          .reason();
    }
  }

  private <T extends SpecificRecord> RegistryAvroSerde<T> serde(String... more) {
    RegistryAvroSerde<T> serde = new RegistryAvroSerde<>();
    serde.configure(properties(more), false);
    return serde;
  }

  private Map<String, String> properties(String... more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("schema.registry.url", registry.url());
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return properties;
  }

  private static String record(String namespace, String name) {
    return Schema.createRecord(name, null, namespace, false, java.util.List.of()).toString();
  }

  private static byte[] payload(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 5, bytes.length);
  }

  private static byte[] guidMark(int id) {
    return ByteBuffer.allocate(17)
        .put((byte) 1)
        .putLong(TinyRegistry.guid(id).getMostSignificantBits())
        .putLong(TinyRegistry.guid(id).getLeastSignificantBits())
        .array();
  }
}
