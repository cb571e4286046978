package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.config.InvalidConfigException;
import io.evalstream.registry.RegistryAvroSerde;
import io.evalstream.topic.ValueSerdes;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/// One line of the configuration chooses the serde of the topics, such as Confluent's.
class ChosenSerdeTest {

  private static final String OF_OTHERS = "use.schema.guid: 00000000-0000-0000-0000-000000000001";

  /// A serde of somebody else, with keys of its own.
  public static final class OtherSerde implements Serde<SpecificRecord> {

    private Map<String, ?> properties = Map.of();

    @Override
    public void configure(Map<String, ?> given, boolean isKey) {
      properties = given;
    }

    @Override
    public Serializer<SpecificRecord> serializer() {
      return (topic, value) -> new byte[0];
    }

    @Override
    public Deserializer<SpecificRecord> deserializer() {
      return (topic, bytes) -> null;
    }
  }

  @Test
  void oneLine_choosesTheSerde_andItGetsEveryKey() throws Exception {
    KafkaConfig kafka = kafka("value.serde: " + OtherSerde.class.getName(), OF_OTHERS);

    Serde<SpecificRecord> serde = new ValueSerdes(kafka.clients()).open();

    assertThat(serde)
        .isInstanceOfSatisfying(
            OtherSerde.class,
            other ->
                assertThat(Map.copyOf(other.properties))
                    .isEqualTo(kafka.clients())
                    .containsKeys("schema.registry.url", "use.schema.guid"));
  }

  @Test
  void withoutTheLine_itIsOurs() throws Exception {
    try (Serde<SpecificRecord> serde = new ValueSerdes(kafka("").clients()).open()) {
      assertThat(serde).isInstanceOf(RegistryAvroSerde.class);
    }
  }

  @Test
  void keyThatOnlyAnotherSerdeKnows_isAProblemOfOurs() {
    assertThatThrownBy(() -> kafka(OF_OTHERS))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("use.schema.guid: is not supported");
  }

  @Test
  void classThatIsNotThere_isNamed() throws Exception {
    ValueSerdes serdes =
        new ValueSerdes(
            kafka("value.serde: io.confluent.kafka.streams.serdes.avro.Missing").clients());

    assertThatThrownBy(serdes::open)
        .hasMessageContaining("kafka.value.serde must name a serde on the class path")
        .hasMessageContaining("io.confluent.kafka.streams.serdes.avro.Missing");
  }

  @Test
  void classThatIsNoSerde_isNamed() throws Exception {
    ValueSerdes serdes = new ValueSerdes(kafka("value.serde: java.lang.String").clients());

    assertThatThrownBy(serdes::open)
        .hasMessage("kafka.value.serde must name a serde on the class path, was java.lang.String");
  }

  private static KafkaConfig kafka(String... lines) throws InvalidConfigException {
    String yaml =
        """
        kafka:
          bootstrap.servers: localhost:9092
          schema.registry.url: http://localhost:8081
          %s
        apps:
          - { id: docs-bot, evaluators: [ faithfulness ] }
        judges: { default: { api: heuristic } }
        """
            .formatted(String.join("\n  ", lines));
    return MonitorConfig.readText("chosen.yaml", yaml, Map.of()).kafka();
  }
}
