package io.evalstream.spans;

import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.otlp.wire.BadRecordException;
import io.evalstream.otlp.wire.OtlpReader;
import io.evalstream.otlp.wire.Parcel;
import io.evalstream.otlp.wire.Unpacked;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.EventDecoder;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.Rejection;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Turns each record of the Collector into its spans, keyed by trace id, and into a dead letter
/// when it, or a span in it, cannot be read.
final class UnsealProcessor extends ContextualProcessor<byte[], byte[], String, Unsealed> {

  static final String RECORDS = "otlp_record";
  static final String SPANS = "otlp_span";
  private static final int MOST_PROBLEMS = 5;

  private final OtlpReader reader;
  private final int maxRecordBytes;
  private final String app;
  private final Meters meters;
  private final FunnelBoard board;
  private @Nullable Funnel funnel;

  /// @param app the name under which records and spans are counted
  UnsealProcessor(
      OtlpReader reader, int maxRecordBytes, String app, Meters meters, FunnelBoard board) {
    this.reader = reader;
    this.maxRecordBytes = maxRecordBytes;
    this.app = app;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Unsealed> context) {
    super.init(context);
    funnel = FunnelStore.open(StoreNames.OTLP_FUNNEL, context, board);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    count(RECORDS, "received", 1);
    Unpacked unpacked;
    try {
      unpacked =
          reader.read(EventDecoder.bytes(record.value(), maxRecordBytes, "otlp.max_record_bytes"));
    } catch (UndecodableException e) {
      refuseWhole(record, Rejection.of(e));
      return;
    } catch (BadRecordException e) {
      refuseWhole(record, new Rejection(e.reason(), String.valueOf(e.getMessage())));
      return;
    }
    goOn(record, unpacked);
  }

  private void goOn(Record<byte[], byte[]> record, Unpacked unpacked) {
    count(RECORDS, "read", 1);
    count(SPANS, "received", unpacked.spans().size() + unpacked.badSpans().size());
    List<String> problems = new ArrayList<>(unpacked.badSpans());
    for (Parcel parcel : unpacked.spans()) {
      if (parcel.bytes().length > SpansConfig.MOST_SPAN_BYTES) {
        problems.add(tooLarge(parcel));
      } else {
        forward(parcel, record.timestamp());
      }
    }
    if (!problems.isEmpty()) {
      count(SPANS, "rejected", problems.size());
      refuse(record, new Rejection("bad_span", detail(problems)));
    }
  }

  private static String tooLarge(Parcel parcel) {
    return "span "
        + parcel.span().spanId()
        + ": must have at most "
        + SpansConfig.MOST_SPAN_BYTES
        + " bytes, was "
        + parcel.bytes().length;
  }

  private static String detail(List<String> problems) {
    int shown = Math.min(problems.size(), MOST_PROBLEMS);
    return problems.size()
        + " spans of the record are left out: "
        + String.join("; ", problems.subList(0, shown));
  }

  /// Headers stay behind: they are of the record and not of the span.
  private void forward(Parcel parcel, long timestamp) {
    context()
        .forward(
            new Record<>(parcel.span().traceId(), new Unsealed.One(parcel.bytes()), timestamp));
  }

  private void refuseWhole(Record<byte[], byte[]> record, Rejection rejection) {
    count(RECORDS, "rejected", 1);
    refuse(record, rejection);
  }

  private void refuse(Record<byte[], byte[]> record, Rejection rejection) {
    RecordMetadata metadata = context().recordMetadata().orElseThrow();
    meters.count(Metric.DEAD_LETTERS, metadata.topic(), rejection.reason());
    DeadLetter letter =
        new DeadLetter(
            record.key(),
            record.value(),
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            "otlp",
            rejection.reason(),
            rejection.detail());
    context()
        .forward(
            new Record<>("", new Unsealed.Refused(letter), record.timestamp(), record.headers()));
  }

  private void count(String stage, String step, int more) {
    if (funnel != null && more > 0) {
      meters.add(Metric.EVENTS, more, app, stage, step);
      funnel.add(app, stage, step, more);
    }
  }

  @Override
  public void close() {
    board.leave(context().taskId().toString());
  }
}
