package io.evalstream.assembly;

import io.evalstream.config.Section;
import java.time.Duration;

/// How long parts of a trace wait for each other.
///
/// @param eventWait how long a chat event waits for the retrieval spans that it announces, or for
///   any when it announces nothing
/// @param orphanWait how long a retrieval span waits for its chat event
/// @param remember how long a trace id is remembered after its trace was sampled: an event that
///   comes again within that time is a duplicate
/// @param maxTraceBytes size of the parts of one trace together
public record AssemblyConfig(
    Duration eventWait, Duration orphanWait, Duration remember, int maxTraceBytes) {

  public static final AssemblyConfig DEFAULT =
      new AssemblyConfig(
          Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofHours(24), 700_000);

  public static AssemblyConfig read(Section section) {
    return new AssemblyConfig(
        section.duration("wait", DEFAULT.eventWait, Duration.ZERO, Duration.ofHours(1)),
        section.duration(
            "orphan_wait", DEFAULT.orphanWait, Duration.ofSeconds(1), Duration.ofHours(24)),
        section.duration("remember", DEFAULT.remember, Duration.ofMinutes(2), Duration.ofDays(30)),
        section.integer("max_trace_bytes", DEFAULT.maxTraceBytes, 1_000, 700_000));
  }
}
