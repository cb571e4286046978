package io.evalstream.console;

import io.evalstream.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the console remembers, and where.
///
/// ```yaml
/// console: { retention: 24h, max_bytes: 1073741824 }
/// ```
///
/// @param enabled whether there is a console at all
/// @param retention how long judged traces, rates and labels of people are shown
/// @param maxBytes of the file that are used; beyond that the oldest traces are left out
/// @param directory of the file; null: beside the state of Kafka Streams
public record ConsoleConfig(
    boolean enabled, Duration retention, long maxBytes, @Nullable Path directory) {

  public static final ConsoleConfig DEFAULT =
      new ConsoleConfig(true, Duration.ofHours(24), 1L << 30, null);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final long FEWEST_BYTES = 16L << 20;
  private static final long MOST_BYTES = 1L << 40;

  public static ConsoleConfig read(Section section) {
    return new ConsoleConfig(
        section.bool("enabled", DEFAULT.enabled),
        section.duration("retention", DEFAULT.retention, SHORTEST, LONGEST),
        section.longInteger("max_bytes", DEFAULT.maxBytes, FEWEST_BYTES, MOST_BYTES),
        section.optionalString("directory").map(Path::of).orElse(null));
  }
}
