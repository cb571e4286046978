package io.evalstream.alert.rule;

import io.evalstream.alert.rule.AlertState.Reading;
import io.evalstream.stats.Difference;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The versions of a prompt, and whether the one that came last is worse than the one before: the
/// one with most labels among those that came earlier.
///
/// *How it works:* by an interval of the difference that holds at all looks together, see
/// [Difference]. So one version in twenty that is no worse fires some time.
final class Versions {

  private static final int MOST = 20;
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Comparator<Map.Entry<String, Arm>> BY_ARRIVAL =
      Map.Entry.<String, Arm>comparingByValue(Comparator.comparing(Arm::firstAt))
          .thenComparing(Map.Entry::getKey);

  /// Two versions, the newer one first.
  record Pair(String newer, Arm newerArm, String older, Arm olderArm) {

    /// How much more the newer one fails; empty when one has no label.
    Optional<Difference> difference() {
      return Difference.of(newerArm.sums().estimate(), olderArm.sums().estimate());
    }

    boolean hasSize(int minSamples) {
      return isLarge(newerArm, minSamples) && isLarge(olderArm, minSamples);
    }

    private static boolean isLarge(Arm arm, int minSamples) {
      RateEstimate estimate = arm.sums().estimate();
      return estimate.effectiveN() >= minSamples - Limits.ROUNDING;
    }
  }

  private final Map<String, Arm> arms = new HashMap<>();

  void put(String version, Arm arm) {
    arms.put(version, arm);
  }

  Arm plus(String version, double weight, boolean fails, Instant now) {
    Arm before = arms.getOrDefault(version, new Arm(RateSums.EMPTY, 0, now, now));
    Arm after = before.plus(weight, fails, now);
    arms.put(version, after);
    return after;
  }

  /// A judgement has ended without a label; null for a version that has none yet.
  @Nullable Arm plusUnjudged(String version) {
    return arms.computeIfPresent(version, (name, arm) -> arm.plusUnjudged());
  }

  /// Takes out the version without a label for longest, when that is long or there are too many.
  @Nullable String dropOne(Instant now) {
    Map.Entry<String, Arm> oldest =
        arms.entrySet().stream()
            .min(Map.Entry.comparingByValue(Comparator.comparing(Arm::lastAt)))
            .orElse(null);
    if (oldest == null
        || (arms.size() <= MOST && oldest.getValue().lastAt().isAfter(now.minus(LONGEST)))) {
      return null;
    }
    arms.remove(oldest.getKey());
    return oldest.getKey();
  }

  /// The version that came last, and the one that it is compared with; null without two.
  @Nullable Pair pair() {
    return pair(arms.entrySet().stream().max(BY_ARRIVAL).orElse(null));
  }

  /// This version, likewise.
  @Nullable Pair pair(String version) {
    return pair(
        arms.entrySet().stream()
            .filter(arm -> arm.getKey().equals(version))
            .findFirst()
            .orElse(null));
  }

  private @Nullable Pair pair(Map.@Nullable Entry<String, Arm> newer) {
    if (newer == null) {
      return null;
    }
    return arms.entrySet().stream()
        .filter(arm -> BY_ARRIVAL.compare(arm, newer) < 0)
        .max(Map.Entry.comparingByValue(Comparator.comparingLong(arm -> arm.sums().n())))
        .map(older -> new Pair(newer.getKey(), newer.getValue(), older.getKey(), older.getValue()))
        .orElse(null);
  }

  /// @param about the version that an alert fires about; null when none does
  /// @param over a newer version without a label for that long is no longer in use
  Reading reading(@Nullable String about, int minSamples, Duration over, Instant now) {
    Pair pair = pair();
    if (pair == null || (about != null && !about.equals(pair.newer))) {
      return Reading.SILENT;
    }
    if (!pair.newerArm.lastAt().isAfter(now.minus(over))) {
      return Reading.SILENT;
    }
    Difference difference = pair.difference().orElse(null);
    if (difference == null || !pair.hasSize(minSamples)) {
      return Reading.UNKNOWN;
    }
    if (difference.anytime().low() > 0) {
      return Reading.ABOVE;
    }
    return difference.value() <= 0 ? Reading.WITHIN : Reading.UNCLEAR;
  }
}
