package io.evalstream.judgeclient;

import io.evalstream.config.Section;
import io.evalstream.judge.Explain;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a judge goes about its work.
///
/// @param explain which labels come with an explanation
/// @param confirm the judge that is asked about labels that fail; null when one judge is enough
/// @param cacheEntries how many labels are remembered, 0 for none
/// @param cacheLife for how long
public record Habits(
    Explain explain, @Nullable String confirm, int cacheEntries, Duration cacheLife) {

  public static final Habits USUAL = new Habits(Explain.ALWAYS, null, 10_000, Duration.ofHours(1));

  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(30);

  /// Keys: `explanation` (always, on_fail or never, default always), `confirm` (a judge, default
  /// none), `cache_entries` (0 to 1000000, default 10000), `cache_life` (1s to 30d, default 1h).
  static Habits read(Section section) {
    return new Habits(
        section.oneOf("explanation", Explain.CHOICES, USUAL.explain),
        section.optionalString("confirm").orElse(null),
        section.integer("cache_entries", USUAL.cacheEntries, 0, 1_000_000),
        section.duration("cache_life", USUAL.cacheLife, SHORTEST_LIFE, LONGEST_LIFE));
  }

  /// The judge that is asked about labels that fail.
  public Optional<String> confirming() {
    return Optional.ofNullable(confirm);
  }
}
