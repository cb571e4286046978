package io.evalstream.otlp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.evalstream.otlp.Span;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A span of OTLP to a [Span].
final class SpanReader {

  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final long NANOS = 1_000_000_000;

  private SpanReader() {}

  static Span read(Resource resource, io.opentelemetry.proto.trace.v1.Span span)
      throws BadSpanException {
    Instant start = instant(span.getStartTimeUnixNano());
    return new Span(
        id("trace_id", span.getTraceId(), TRACE_ID_BYTES),
        id("span_id", span.getSpanId(), SPAN_ID_BYTES),
        isNone(span.getParentSpanId())
            ? null
            : id("parent_span_id", span.getParentSpanId(), SPAN_ID_BYTES),
        span.getName(),
        kind(span),
        start,
        span.getEndTimeUnixNano() == 0 ? start : instant(span.getEndTimeUnixNano()),
        attributes(span.getAttributesList()),
        status(span.getStatus().getCode()),
        span.getEventsList().stream().map(SpanReader::event).toList(),
        attributes(resource.getAttributesList()));
  }

  private static String id(String field, ByteString id, int bytes) throws BadSpanException {
    if (id.size() != bytes || isNone(id)) {
      throw new BadSpanException(
          field + ": must have " + bytes + " bytes, not all 0, was " + hex(id, bytes));
    }
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static String hex(ByteString id, int most) {
    String shown =
        HexFormat.of().formatHex(id.substring(0, Math.min(id.size(), most)).toByteArray());
    return id.size() > most ? shown + "..." : "'" + shown + "'";
  }

  private static boolean isNone(ByteString id) {
    for (int i = 0; i < id.size(); i++) {
      if (id.byteAt(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Instant instant(long unsignedNanos) {
    return Instant.ofEpochSecond(
        Long.divideUnsigned(unsignedNanos, NANOS), Long.remainderUnsigned(unsignedNanos, NANOS));
  }

  private static Span.Kind kind(io.opentelemetry.proto.trace.v1.Span span) {
    return switch (span.getKind()) {
      case SPAN_KIND_INTERNAL -> Span.Kind.INTERNAL;
      case SPAN_KIND_SERVER -> Span.Kind.SERVER;
      case SPAN_KIND_CLIENT -> Span.Kind.CLIENT;
      case SPAN_KIND_PRODUCER -> Span.Kind.PRODUCER;
      case SPAN_KIND_CONSUMER -> Span.Kind.CONSUMER;
      case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> Span.Kind.UNSPECIFIED;
    };
  }

  private static Span.Status status(StatusCode code) {
    return switch (code) {
      case STATUS_CODE_OK -> Span.Status.OK;
      case STATUS_CODE_ERROR -> Span.Status.ERROR;
      case STATUS_CODE_UNSET, UNRECOGNIZED -> Span.Status.UNSET;
    };
  }

  private static Span.Event event(io.opentelemetry.proto.trace.v1.Span.Event event) {
    return new Span.Event(
        event.getName(), instant(event.getTimeUnixNano()), attributes(event.getAttributesList()));
  }

  private static Map<String, JsonNode> attributes(List<KeyValue> list) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>();
    list.forEach(entry -> attributes.put(entry.getKey(), AnyValueJson.of(entry.getValue())));
    return attributes;
  }
}
