package io.evalstream.ingest;

import io.evalstream.config.Section;
import io.evalstream.topic.ValueFormat;
import java.time.Duration;
import java.util.Map;

/// What is accepted.
///
/// @param format how values are encoded; `auto` looks at the first byte of each
/// @param maxAge how far in the past an event may lie
/// @param maxFuture how far in the future an event may lie, for clocks that run ahead
/// @param maxRecordBytes size of the largest record; it has to fit, with its evaluations, into a
///   record of a topic with default settings
public record IngestConfig(
    ValueFormat format, Duration maxAge, Duration maxFuture, int maxRecordBytes) {

  public static final IngestConfig DEFAULT =
      new IngestConfig(ValueFormat.AUTO, Duration.ofDays(2), Duration.ofMinutes(10), 700_000);

  private static final Map<String, ValueFormat> FORMATS =
      Map.of("auto", ValueFormat.AUTO, "avro", ValueFormat.AVRO, "json", ValueFormat.JSON);

  public static IngestConfig read(Section section) {
    return new IngestConfig(
        section.oneOf("format", FORMATS, DEFAULT.format),
        section.duration("max_age", DEFAULT.maxAge, Duration.ofMinutes(1), Duration.ofDays(36_500)),
        section.duration("max_future", DEFAULT.maxFuture, Duration.ZERO, Duration.ofDays(1)),
        section.integer("max_record_bytes", DEFAULT.maxRecordBytes, 1_000, 700_000));
  }
}
