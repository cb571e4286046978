package io.evalstream.alert.rule;

import io.evalstream.alert.rule.Account.BadPart;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of the traffic that are worse than the rest of it: the lower end of their 95 %
/// interval is above the rate of all others. Of a diagnosis, its share of the failing traces.
final class BadParts {

  private static final List<String> DIMENSIONS = List.of(Part.DIAGNOSIS, "model", "prompt_version");
  private static final int MOST = 3;

  private BadParts() {}

  static List<BadPart> of(Map<Part, RateSums> parts) {
    List<BadPart> bad = new ArrayList<>();
    for (String dimension : DIMENSIONS) {
      Map<Part, RateSums> values = new LinkedHashMap<>();
      parts.forEach(
          (part, sums) -> {
            if (part.dimension().equals(dimension)) {
              values.put(part, sums);
            }
          });
      values.keySet().stream()
          .filter(part -> standsOut(part, values))
          .map(part -> new BadPart(part, estimate(part, values)))
          .sorted(WORST_FIRST)
          .limit(MOST)
          .forEach(bad::add);
    }
    return bad;
  }

  private static final Comparator<BadPart> WORST_FIRST =
      Comparator.<BadPart>comparingDouble(bad -> bad.estimate().low())
          .reversed()
          .thenComparing(bad -> bad.part().value());

  private static boolean standsOut(Part part, Map<Part, RateSums> values) {
    if (part.dimension().equals(Part.DIAGNOSIS)) {
      return true;
    }
    RateSums rest =
        values.entrySet().stream()
            .filter(other -> !other.getKey().equals(part))
            .map(Map.Entry::getValue)
            .reduce(RateSums.EMPTY, RateSums::plus);
    Double others = rest.estimate().rate();
    return others != null && estimate(part, values).low() > others;
  }

  private static RateEstimate estimate(Part part, Map<Part, RateSums> values) {
    RateSums own = values.getOrDefault(part, RateSums.EMPTY);
    if (!part.dimension().equals(Part.DIAGNOSIS)) {
      return own.estimate();
    }
    RateSums all = values.values().stream().reduce(RateSums.EMPTY, RateSums::plus);
    return RateSums.ofBinary(all.n(), all.w(), all.w2(), own.a(), own.b()).estimate();
  }

  /// The most frequent reason why there is no label; null when there is none.
  static @Nullable String outcome(Map<Part, RateSums> parts) {
    return parts.entrySet().stream()
        .filter(part -> part.getKey().dimension().equals("outcome"))
        .max(Map.Entry.comparingByValue(Comparator.comparingLong(RateSums::n)))
        .map(part -> part.getKey().value())
        .orElse(null);
  }
}
