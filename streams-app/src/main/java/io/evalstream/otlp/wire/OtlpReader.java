package io.evalstream.otlp.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.Worth;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Reads records of the Collector, and single spans that this wrote before.
///
/// *How it works:* of what sent a span, and of a span that has nothing to do with a model, only the
/// attributes that mean something here are kept: a trace has many such spans, and they travel and
/// are stored only because they may be its root.
///
/// *Threading:* safe for all threads.
public final class OtlpReader {

  private static final byte BRACE = '{';

  private final Encoding encoding;
  private final Worth worth;

  public OtlpReader(Encoding encoding, Worth worth) {
    this.encoding = encoding;
    this.worth = worth;
  }

  /// @throws BadRecordException when the bytes are not OTLP
  public Unpacked read(byte[] record) throws BadRecordException {
    List<Parcel> spans = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (RawSpan raw : raw(record)) {
      switch (raw) {
        case RawSpan.Broken(String problem) -> bad.add(problem);
        case RawSpan.Whole whole -> {
          try {
            spans.add(parcel(whole));
          } catch (BadSpanException e) {
            bad.add(String.valueOf(e.getMessage()));
          }
        }
      }
    }
    return new Unpacked(spans, bad);
  }

  private List<RawSpan> raw(byte[] record) throws BadRecordException {
    boolean json =
        switch (encoding) {
          case JSON -> true;
          case PROTO -> false;
          case AUTO -> record.length > 0 && record[0] == BRACE;
        };
    return json ? JsonRecord.read(record) : ProtobufRecord.read(record);
  }

  private Parcel parcel(RawSpan.Whole raw) throws BadSpanException {
    Resource resource =
        Resource.newBuilder()
            .addAllAttributes(kept(raw.resource().getAttributesList(), worth::ofResource))
            .build();
    Span span = SpanReader.read(resource, raw.span());
    if (worth.isWhole(span)) {
      return new Parcel(span, alone(resource, raw.span()));
    }
    var bare = bare(raw.span());
    return new Parcel(SpanReader.read(resource, bare), alone(resource, bare));
  }

  private io.opentelemetry.proto.trace.v1.Span bare(io.opentelemetry.proto.trace.v1.Span span) {
    return span.toBuilder()
        .clearTraceState()
        .clearEvents()
        .clearLinks()
        .clearAttributes()
        .addAllAttributes(kept(span.getAttributesList(), worth::ofSpan))
        .build();
  }

  private static List<KeyValue> kept(List<KeyValue> attributes, Predicate<String> wanted) {
    return attributes.stream().filter(entry -> wanted.test(entry.getKey())).toList();
  }

  private static byte[] alone(Resource resource, io.opentelemetry.proto.trace.v1.Span span) {
    ResourceSpans.Builder alone =
        ResourceSpans.newBuilder()
            .setResource(resource)
            .addScopeSpans(ScopeSpans.newBuilder().addSpans(span));
    return TracesData.newBuilder().addResourceSpans(alone).build().toByteArray();
  }

  /// The span of bytes that this wrote.
  ///
  /// @throws IllegalArgumentException when they are none
  public static Parcel unpack(byte[] bytes) {
    try {
      ResourceSpans alone = TracesData.parseFrom(bytes).getResourceSpans(0);
      return new Parcel(
          SpanReader.read(alone.getResource(), alone.getScopeSpans(0).getSpans(0)), bytes);
    } catch (InvalidProtocolBufferException | IndexOutOfBoundsException | BadSpanException e) {
      throw new IllegalArgumentException("not the bytes of one span", e);
    }
  }
}
