package io.evalstream.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.EventDecoder;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.Rejection;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.UndecodableException;
import io.evalstream.trace.Arrival;
import io.evalstream.trace.Origin;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Turns each raw record into a valid part of a trace, a detour, or a dead letter.
final class IngestProcessor extends ContextualProcessor<byte[], byte[], String, Ingested> {

  private static final String SOURCE_TOPIC = "evalstream.source.topic";
  private static final String SOURCE_PARTITION = "evalstream.source.partition";
  private static final String SOURCE_OFFSET = "evalstream.source.offset";
  private static final String UNKNOWN_TRACE = "";

  private final TopicNames topics;
  private final int partitions;
  private final EventRules rules;
  private final EventDecoder decoder;
  private final UnaryOperator<String> appLabel;
  private final InstantSource clock;
  private final Meters meters;
  private final FunnelBoard board;
  private @Nullable Funnel funnel;

  IngestProcessor(
      TopicNames topics,
      int partitions,
      IngestConfig config,
      EventDecoder decoder,
      UnaryOperator<String> appLabel,
      InstantSource clock,
      Meters meters,
      FunnelBoard board) {
    this.topics = topics;
    this.partitions = partitions;
    this.rules = new EventRules(config);
    this.decoder = decoder;
    this.appLabel = appLabel;
    this.clock = clock;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Ingested> context) {
    super.init(context);
    funnel = FunnelStore.open(context, board);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata metadata = context().recordMetadata().orElseThrow();
    boolean detoured = metadata.topic().equals(topics.rekeyed());
    Origin origin = detoured ? originBefore(record.headers()) : origin(metadata);
    if (origin == null) {
      stranger(record, origin(metadata));
      return;
    }
    String stage = origin.topic().equals(topics.chatEvents()) ? "chat_event" : "retrieval_span";
    try {
      Arrival arrival = decode(record, origin);
      String app = appLabel.apply(arrival.app());
      if (!detoured) {
        count(app, stage, "received");
      }
      Optional<Rejection> rejection = check(arrival);
      if (rejection.isPresent()) {
        refuse(record, origin, app, stage, rejection.get());
      } else if (!detoured && homeOf(arrival) != metadata.partition()) {
        detour(record, origin, traceId(arrival));
      } else {
        context().forward(forward(record, traceId(arrival), new Ingested.Accepted(arrival)));
      }
    } catch (UndecodableException e) {
      String app = appLabel.apply("");
      if (!detoured) {
        count(app, stage, "received");
      }
      refuse(record, origin, app, stage, Rejection.of(e));
    }
  }

  /// Only this processor may write to the detour; nothing can be told of what others put there.
  private void stranger(Record<byte[], byte[]> record, Origin origin) {
    String app = appLabel.apply("");
    count(app, "chat_event", "received");
    refuse(
        record,
        origin,
        app,
        "chat_event",
        new Rejection("unknown_origin", "the record was not put on the detour by the monitor"));
  }

  private Arrival decode(Record<byte[], byte[]> record, Origin origin) {
    return origin.topic().equals(topics.chatEvents())
        ? new Arrival.OfEvent(decode(record, origin, ChatEvent.class), origin, Map.of())
        : new Arrival.OfSpan(decode(record, origin, RetrievalSpan.class), origin, Map.of());
  }

  private <T extends org.apache.avro.specific.SpecificRecord> T decode(
      Record<byte[], byte[]> record, Origin origin, Class<T> type) {
    return decoder.decode(
        origin.topic(), record.headers(), record.value(), record.timestamp(), type);
  }

  private Optional<Rejection> check(Arrival arrival) {
    return switch (arrival) {
      case Arrival.OfEvent of -> rules.check(of.event(), clock.instant());
      case Arrival.OfSpan of -> rules.check(of.span(), clock.instant());
    };
  }

  private static String traceId(Arrival arrival) {
    return switch (arrival) {
      case Arrival.OfEvent of -> of.event().getTraceId();
      case Arrival.OfSpan of -> of.span().getTraceId();
    };
  }

  /// The partition that Java's default partitioner gives to the trace id.
  private int homeOf(Arrival arrival) {
    return BuiltInPartitioner.partitionForKey(traceId(arrival).getBytes(UTF_8), partitions);
  }

  /// Other headers stay behind: with them the record might not fit into the detour's topic.
  private void detour(Record<byte[], byte[]> record, Origin origin, String traceId) {
    meters.count(Metric.REKEYED, origin.topic());
    Headers headers = new RecordHeaders();
    Header schema = record.headers().lastHeader(EventDecoder.SCHEMA_ID_HEADER);
    if (schema != null) {
      headers.add(schema);
    }
    headers
        .add(SOURCE_TOPIC, origin.topic().getBytes(UTF_8))
        .add(SOURCE_PARTITION, Integer.toString(origin.partition()).getBytes(UTF_8))
        .add(SOURCE_OFFSET, Long.toString(origin.offset()).getBytes(UTF_8));
    Ingested misplaced = new Ingested.Misplaced(record.value());
    context().forward(new Record<>(traceId, misplaced, record.timestamp(), headers));
  }

  private void refuse(
      Record<byte[], byte[]> record, Origin origin, String app, String stage, Rejection rejection) {
    count(app, stage, "rejected");
    meters.count(Metric.DEAD_LETTERS, origin.topic(), rejection.reason());
    DeadLetter letter =
        new DeadLetter(
            record.key(),
            record.value(),
            origin.topic(),
            origin.partition(),
            origin.offset(),
            "ingest",
            rejection.reason(),
            rejection.detail());
    context().forward(forward(record, UNKNOWN_TRACE, new Ingested.Refused(letter)));
  }

  private void count(String app, String stage, String step) {
    meters.count(Metric.EVENTS, app, stage, step);
    if (funnel != null) {
      funnel.count(app, stage, step);
    }
  }

  private static Record<String, Ingested> forward(
      Record<byte[], byte[]> record, String traceId, Ingested value) {
    return new Record<>(traceId, value, record.timestamp(), record.headers());
  }

  private static Origin origin(RecordMetadata metadata) {
    return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /// Where a record on the detour came from; null when it does not say.
  private static @Nullable Origin originBefore(Headers headers) {
    String topic = text(headers, SOURCE_TOPIC);
    String partition = text(headers, SOURCE_PARTITION);
    String offset = text(headers, SOURCE_OFFSET);
    return topic == null || partition == null || offset == null
        ? null
        : new Origin(topic, Integer.parseInt(partition), Long.parseLong(offset));
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    board.leave(context().taskId().toString());
  }
}
