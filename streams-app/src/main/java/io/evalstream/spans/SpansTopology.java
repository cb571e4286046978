package io.evalstream.spans;

import io.evalstream.async.ChangelogTopic;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.Worth;
import io.evalstream.otlp.turn.Mapped;
import io.evalstream.otlp.turn.TurnReader;
import io.evalstream.otlp.wire.OtlpReader;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.OneKind;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TraceMemory;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Records of the OpenTelemetry Collector in; chat events and retrieval spans out, as an
/// application would publish them.
///
/// It has two steps, and the caller brings the spans of each trace together between them. Records
/// are read where they lie, whatever their key and however many partitions their topic has. The
/// spans of a trace are kept until its root has come and a grace is over, or nothing has come for a
/// while; then a turn is made of them.
///
/// @param topic that the records come from
/// @param maxEventBytes size of the largest event that is accepted where it goes
/// @param appLabel the name under which an app is counted
public record SpansTopology(
    SpansConfig config,
    String topic,
    int maxEventBytes,
    UnaryOperator<String> appLabel,
    InstantSource clock,
    Meters meters,
    FunnelBoard board) {

  /// @param spans keyed by trace id, in any partition
  /// @param deadLetters what could not be read
  public record Spans(KStream<String, byte[]> spans, KStream<String, DeadLetter> deadLetters) {}

  /// @param events keyed by trace id
  /// @param retrievals keyed by trace id
  /// @param deadLetters turns that are too large
  public record Turns(
      KStream<String, ChatEvent> events,
      KStream<String, RetrievalSpan> retrievals,
      KStream<String, DeadLetter> deadLetters) {}

  public static List<StoreBuilder<?>> stores(SpansConfig config) {
    return List.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(StoreNames.SPANS),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingEnabled(ChangelogTopic.CONFIG),
        TraceMemory.builder(StoreNames.ENDED_TRACES, config.remember()),
        FunnelStore.builder(StoreNames.OTLP_FUNNEL),
        FunnelStore.builder(StoreNames.SPAN_FUNNEL));
  }

  public Spans unseal(KStream<byte[], byte[]> records) {
    OtlpReader reader = new OtlpReader(config.encoding(), Worth.of(config.mapping()));
    KStream<String, Unsealed> unsealed =
        records.process(
            () ->
                new UnsealProcessor(
                    reader, config.maxRecordBytes(), appLabel.apply(""), meters, board),
            Named.as("unseal"),
            StoreNames.OTLP_FUNNEL);
    return new Spans(
        OneKind.of(unsealed, Unsealed.One.class, Unsealed.One::span, "unsealed"),
        OneKind.of(unsealed, Unsealed.Refused.class, Unsealed.Refused::letter, "sealed"));
  }

  /// @param spans each in the partition of its trace
  public Turns gather(KStream<String, byte[]> spans) {
    Function<List<Span>, Mapped> turns = new TurnReader(config.mapping())::read;
    KStream<String, Made> made =
        spans.process(
            () -> new GatherProcessor(this, turns),
            Named.as("gather"),
            StoreNames.SPANS,
            StoreNames.ENDED_TRACES,
            StoreNames.SPAN_FUNNEL);
    return new Turns(
        OneKind.of(made, Made.Event.class, Made.Event::event, "turns"),
        OneKind.of(made, Made.Retrieval.class, Made.Retrieval::span, "retrievals"),
        OneKind.of(made, Made.Refused.class, Made.Refused::letter, "turns-too-large"));
  }
}
