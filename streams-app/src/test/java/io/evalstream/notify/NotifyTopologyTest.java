package io.evalstream.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.ManualClock;
import io.evalstream.app.Turns;
import io.evalstream.async.AsyncControl;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.topic.DeadLetterProcessor;
import io.evalstream.topic.StateSerde;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyTopologyTest {

  @TempDir private Path folder;

  /// As when the channel was taken out of the configuration while a message waited for it.
  @Test
  void channelThatIsGone_isADeadLetter() {
    Alert alert = Alert.newBuilder(Alerts.FIRING).setNotify(List.of("gone")).build();

    List<TestRecord<byte[], byte[]>> letters = undelivered(alert);

    assertThat(letters)
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.headers().lastHeader("evalstream.detail").value())
                    .asString(UTF_8)
                    .isEqualTo("gone: the configuration no longer has this channel"));
  }

  @Test
  void alertForNobody_isNotSent() {
    assertThat(undelivered(Alert.newBuilder(Alerts.FIRING).setNotify(List.of()).build())).isEmpty();
  }

  private List<TestRecord<byte[], byte[]>> undelivered(Alert alert) {
    ManualClock clock = new ManualClock(Turns.NOON);
    StateSerde<Alert> alerts = new StateSerde<>(Alert.class);
    StreamsBuilder builder = new StreamsBuilder();
    new NotifyTopology(
            new NotifyConfig(Map.of()),
            new AsyncControl(clock),
            clock,
            new Meters(new SimpleMeterRegistry()))
        .tell(builder.stream("alerts", Consumed.with(Serdes.String(), alerts)))
        .process(() -> new DeadLetterProcessor(clock))
        .to("letters", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), properties)) {
      driver
          .createInputTopic("alerts", new StringSerializer(), alerts.serializer())
          .pipeInput(alert.getAlertKey(), alert);
      return driver
          .createOutputTopic("letters", new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readRecordsToList();
    }
  }
}
