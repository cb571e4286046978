package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// Records as the Collector writes them, in both encodings.
public final class OtlpRecords {

  private static final long NANOS = 1_000_000_000L;

  private OtlpRecords() {}

  /// The id in hexadecimal.
  public static String traceId(int number) {
    return "%032x".formatted(number);
  }

  /// A span of one second that ended at noon.
  ///
  /// @param parent 0 for none
  public static Span span(int trace, int id, int parent, String name, KeyValue... attributes) {
    return span(traceId(trace), id, parent, name)
        .setStartTimeUnixNano(nanos(Turns.NOON.minusSeconds(1)))
        .setEndTimeUnixNano(nanos(Turns.NOON))
        .addAllAttributes(List.of(attributes))
        .build();
  }

  /// A span without times and attributes.
  static Span.Builder span(String traceId, int id, int parent, String name) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(traceId)))
            .setSpanId(id(id))
            .setName(name)
            .setKindValue(1);
    return parent == 0 ? span : span.setParentSpanId(id(parent));
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * NANOS + time.getNano();
  }

  private static ByteString id(int number) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(number).array());
  }

  public static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  public static KeyValue real(String key, double value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setDoubleValue(value))
        .build();
  }

  /// One record of the service `docs-bot`.
  public static byte[] proto(Span... spans) {
    return proto(List.of(sentBy(Turns.APP, List.of(spans))));
  }

  /// The same as JSON.
  public static byte[] json(Span... spans) {
    return json(List.of(sentBy(Turns.APP, List.of(spans))));
  }

  /// What a service sent.
  public static ResourceSpans sentBy(String service, List<Span> spans) {
    return ResourceSpans.newBuilder()
        .setResource(Resource.newBuilder().addAttributes(text("service.name", service)))
        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans))
        .build();
  }

  /// One record of what several services sent.
  public static byte[] proto(List<ResourceSpans> sent) {
    return TracesData.newBuilder().addAllResourceSpans(sent).build().toByteArray();
  }

  /// The same as JSON.
  public static byte[] json(List<ResourceSpans> sent) {
    ObjectNode root = object();
    ArrayNode all = root.putArray("resourceSpans");
    for (ResourceSpans one : sent) {
      ObjectNode resourceSpans = all.addObject();
      attributes(resourceSpans.putObject("resource"), one.getResource().getAttributesList());
      ArrayNode spans = resourceSpans.putArray("scopeSpans").addObject().putArray("spans");
      one.getScopeSpans(0).getSpansList().forEach(span -> spans.add(json(span)));
    }
    return root.toString().getBytes(UTF_8);
  }

  private static ObjectNode json(Span span) {
    ObjectNode json = object();
    json.put("traceId", hex(span.getTraceId()));
    json.put("spanId", hex(span.getSpanId()));
    if (!span.getParentSpanId().isEmpty()) {
      json.put("parentSpanId", hex(span.getParentSpanId()));
    }
    json.put("name", span.getName());
    json.put("kind", span.getKindValue());
    json.put("startTimeUnixNano", Long.toString(span.getStartTimeUnixNano()));
    json.put("endTimeUnixNano", Long.toString(span.getEndTimeUnixNano()));
    attributes(json, span.getAttributesList());
    json.putObject("status");
    return json;
  }

  private static void attributes(ObjectNode parent, List<KeyValue> attributes) {
    ArrayNode list = parent.putArray("attributes");
    for (KeyValue attribute : attributes) {
      ObjectNode value = list.addObject().put("key", attribute.getKey()).putObject("value");
      if (attribute.getValue().hasDoubleValue()) {
        value.put("doubleValue", attribute.getValue().getDoubleValue());
      } else {
        value.put("stringValue", attribute.getValue().getStringValue());
      }
    }
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
