package io.evalstream.alert.rule;

import io.evalstream.stats.RateEstimate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What there is to show for where an alert stands.
///
/// @param over how far it looks back
/// @param estimate of the rate since then; of the newer version since it came
/// @param ended judgements that ended since then
/// @param limit that the rate is held against; null when there is none
/// @param odds of a sequential test; null in other rules
/// @param comparison null when the rate is held against a limit alone
/// @param newest the version that is meant; null in other rules
public record Account(
    Duration over,
    RateEstimate estimate,
    long ended,
    @Nullable Double limit,
    @Nullable Double odds,
    @Nullable Comparison comparison,
    @Nullable String newest) {

  /// What the rate is compared with.
  public record Comparison(String name, RateEstimate estimate) {}

  /// Which part is bad, and who can be looked at.
  ///
  /// @param parts that stand out, of each dimension the worst first
  /// @param examples newest first
  /// @param outcome most frequent reason why there is no label; null where it does not matter
  public record Details(List<BadPart> parts, List<Example> examples, @Nullable String outcome) {

    public Details {
      parts = List.copyOf(parts);
      examples = List.copyOf(examples);
    }
  }

  /// A part that stands out.
  public record BadPart(Part part, RateEstimate estimate) {}
}
