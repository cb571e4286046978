package io.evalstream.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One ended span, as OpenTelemetry knows it [1]. Values of attributes are JSON: texts, numbers,
/// booleans, lists and objects; bytes are base64.
///
/// [1]
/// https://github.com/open-telemetry/opentelemetry-proto/blob/v1.7.0/opentelemetry/proto/trace/v1/trace.proto
///
/// @param traceId 32 hexadecimal digits
/// @param spanId 16 hexadecimal digits
/// @param parentId null for the root of the trace
/// @param resource attributes of what sent the span
public record Span(
    String traceId,
    String spanId,
    @Nullable String parentId,
    String name,
    Kind kind,
    Instant start,
    Instant end,
    Map<String, JsonNode> attributes,
    Status status,
    List<Event> events,
    Map<String, JsonNode> resource) {

  /// Which side of a call the span is.
  public enum Kind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
  }

  /// How the work of the span ended.
  public enum Status {
    UNSET,
    OK,
    ERROR
  }

  /// Something that happened while the span lasted.
  public record Event(String name, Instant time, Map<String, JsonNode> attributes) {

    public Event {
      attributes = ordered(attributes);
    }
  }

  public Span {
    attributes = ordered(attributes);
    events = List.copyOf(events);
    resource = ordered(resource);
    end = end.isBefore(start) ? start : end;
  }

  public boolean isRoot() {
    return parentId == null;
  }

  public Duration duration() {
    return Duration.between(start, end);
  }

  private static Map<String, JsonNode> ordered(Map<String, JsonNode> attributes) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
