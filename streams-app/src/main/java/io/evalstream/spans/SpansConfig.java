package io.evalstream.spans;

import io.evalstream.config.Section;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.wire.Encoding;
import java.time.Duration;
import java.util.Map;

/// Whether spans of OpenTelemetry are read, and how long those of one trace are gathered.
///
/// @param isOn whether the section is there; without it no span is read or stored
/// @param encoding how records hold spans
/// @param grace how long a trace waits for its other spans after its root has come
/// @param idle how long a trace without a root waits after its last span
/// @param remember how long a trace is remembered after it went on: spans that come within that
///   time are late
/// @param maxSpans of one trace
/// @param maxTraceBytes size of the spans of one trace together
/// @param maxRecordBytes size of the largest record
/// @param mapping where in the spans things are
public record SpansConfig(
    boolean isOn,
    Encoding encoding,
    Duration grace,
    Duration idle,
    Duration remember,
    int maxSpans,
    int maxTraceBytes,
    int maxRecordBytes,
    Mapping mapping) {

  /// Size of the largest span: it has to fit into a record of a topic with default settings.
  static final int MOST_SPAN_BYTES = 700_000;

  public static final SpansConfig OFF =
      new SpansConfig(
          false,
          Encoding.AUTO,
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          1_000,
          4_000_000,
          1_048_576,
          Mapping.DEFAULT);

  private static final Map<String, Encoding> ENCODINGS =
      Map.of("auto", Encoding.AUTO, "proto", Encoding.PROTO, "json", Encoding.JSON);

  /// @param root of the configuration
  public static SpansConfig read(Section root) {
    if (!root.has("otlp")) {
      return OFF;
    }
    Section section = root.section("otlp");
    return new SpansConfig(
        true,
        section.oneOf("encoding", ENCODINGS, OFF.encoding),
        section.duration("grace", OFF.grace, Duration.ofSeconds(1), Duration.ofHours(1)),
        section.duration("idle", OFF.idle, Duration.ofSeconds(1), Duration.ofHours(24)),
        section.duration("remember", OFF.remember, Duration.ofMinutes(2), Duration.ofDays(7)),
        section.integer("max_spans", OFF.maxSpans, 1, 100_000),
        section.integer("max_trace_bytes", OFF.maxTraceBytes, 1_000, 100_000_000),
        section.integer("max_record_bytes", OFF.maxRecordBytes, 1_000, 100_000_000),
        Mapping.read(section));
  }
}
