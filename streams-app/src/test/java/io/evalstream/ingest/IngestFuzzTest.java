package io.evalstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Mutations;
import io.evalstream.app.Turns;
import io.evalstream.devcluster.registry.EmbeddedRegistry;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Message;
import io.evalstream.event.ToolCall;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.FunnelStep;
import io.evalstream.metric.Meters;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.EventDecoder;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.TrustedRecords;
import io.evalstream.topic.ValueFormat;
import io.evalstream.topic.ValueSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/// Spoilt records at the processor of ingest: whatever comes, each is counted once and either goes
/// on or is a dead letter.
class IngestFuzzTest {

  private static final int RECORDS = 25_000;
  private static final TopicNames TOPICS = new TopicNames(TopicNames.DEFAULT_PREFIX);

  static {
    TrustedRecords.trust();
  }

  private static final ChatEvent EVENT =
      ChatEvent.newBuilder(Turns.event("t-1", 1))
          .setHistory(List.of(new Message("user", "Hi"), new Message("assistant", "Hello")))
          .setToolCalls(List.of(new ToolCall("c-1", "hours", "{\"day\": 1}", "9")))
          .setQueryEmbedding(List.of(0.5f, -0.25f))
          .setAttributes(Map.of("region", "eu"))
          .setSamplingProbability(0.5)
          .build();

  @Test
  void spoiltAvro_isCountedAndStopsNothing() {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(0, null);
        Serde<SpecificRecord> values =
            new ValueSerdes(Map.of("schema.registry.url", registry.url())).open()) {
      List<byte[]> valid =
          List.of(
              values.serializer().serialize(TOPICS.chatEvents(), EVENT),
              values.serializer().serialize(TOPICS.chatEvents(), Turns.event("t-2")),
              values
                  .serializer()
                  .serialize(TOPICS.retrievalSpans(), Turns.span("t-1", "s-1", "doc-1", "doc-2")));

      withstands(new Mutations(3, valid), values);
    }
  }

  @Test
  void spoiltJson_isCountedAndStopsNothing() {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(0, null);
        Serde<SpecificRecord> values =
            new ValueSerdes(Map.of("schema.registry.url", registry.url())).open()) {
      List<byte[]> valid =
          List.of(AvroJson.bytes(EVENT), AvroJson.bytes(Turns.span("t-1", "s-1", "doc-1")));

      withstands(new Mutations(4, valid), values);
    }
  }

  private static void withstands(Mutations mutations, Serde<SpecificRecord> values) {
    FunnelBoard board = new FunnelBoard();
    MockProcessorContext<String, Ingested> context = new MockProcessorContext<>(new Properties());
    KeyValueStore<String, Long> funnel =
        FunnelStore.builder().withLoggingDisabled().withCachingDisabled().build();
    funnel.init(context.getStateStoreContext(), funnel);
    context.addStateStore(funnel);
    IngestProcessor ingest =
        new IngestProcessor(
            TOPICS,
            4,
            IngestConfig.DEFAULT,
            new EventDecoder(
                values.deserializer(), ValueFormat.AUTO, IngestConfig.DEFAULT.maxRecordBytes()),
            app -> app.equals(Turns.APP) ? app : "__unknown__",
            InstantSource.fixed(Turns.NOON),
            new Meters(new SimpleMeterRegistry()),
            board);
    ingest.init(context);
    long refused = 0;
    for (int i = 0; i < RECORDS; i++) {
      String topic = i % 2 == 0 ? TOPICS.chatEvents() : TOPICS.retrievalSpans();
      context.setRecordMetadata(topic, 0, i);
      context.resetForwards();

      ingest.process(new Record<>(new byte[0], mutations.next(), Turns.NOON.toEpochMilli()));

      assertThat(context.forwarded()).hasSize(1);
      if (context.forwarded().getFirst().record().value() instanceof Ingested.Refused(var letter)) {
        refused++;
        assertThat(letter.reason()).isNotEmpty();
        assertThat(letter.offset()).isEqualTo(i);
      }
    }
    assertThat(counted(board, "received")).isEqualTo(RECORDS);
    assertThat(counted(board, "rejected")).isEqualTo(refused);
    // Neither all nor nothing is spoilt beyond reading.
    assertThat(refused).isBetween(RECORDS / 20L, RECORDS * 49L / 50);
  }

  private static long counted(FunnelBoard board, String step) {
    return board.counts().entrySet().stream()
        .filter(count -> count.getKey().step().equals(step))
        .mapToLong(Map.Entry<FunnelStep, Long>::getValue)
        .sum();
  }
}
