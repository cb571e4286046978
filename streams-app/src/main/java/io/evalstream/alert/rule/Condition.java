package io.evalstream.alert.rule;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a rule asks of the traffic.
public sealed interface Condition {

  /// Whether the share of failing labels is above a limit.
  ///
  /// @param limit a share
  /// @param label the share of this label is meant instead; null for all that fail
  record Above(double limit, @Nullable String label) implements Condition {}

  /// Whether the share of failing labels is clearly above that of the day before.
  ///
  /// @param by how much more than the rate of the day is still normal, as a share of it
  record WorseThanBaseline(double by) implements Condition {}

  /// Whether the prompt version that came last fails more than the one before.
  ///
  /// @param minSamples effective sample size that each of the two must have
  record WorseThanVersion(int minSamples) implements Condition {}

  /// Whether nothing was judged for some time although there was traffic.
  record Absent(Duration time) implements Condition {}

  /// Whether the share of judgements that ended without a label, for no fault of the app, is above
  /// a limit: the judge is unhealthy.
  record NotJudged(double limit) implements Condition {}

  /// Whether the embeddings of what is asked have moved away from those of the time before.
  ///
  /// @param baseline how long that time is
  record Drift(Duration baseline) implements Condition {}

  // These say nothing of the judge.
  Set<String> NOT_THE_JUDGE = Set.of("not_evaluable", "over_budget");

  /// The name in topics.
  default String wireName() {
    return switch (this) {
      case Above _ -> "above";
      case WorseThanBaseline _ -> "worse_than_baseline";
      case WorseThanVersion _ -> "worse_than_version";
      case Absent _ -> "absent";
      case NotJudged _ -> "not_judged";
      case Drift _ -> "drift";
    };
  }

  /// Whether it is about what is judged and not about the judging: its alerts say nothing while the
  /// judge is unhealthy.
  default boolean isAboutQuality() {
    return switch (this) {
      case Above _, WorseThanBaseline _, WorseThanVersion _ -> true;
      case Absent _, NotJudged _, Drift _ -> false;
    };
  }

  /// Whether what was seen counts against the traffic; null when it counts neither way.
  default @Nullable Boolean fails(Sighting seen) {
    return switch (this) {
      case Above(double _, var label) ->
          (label == null || seen.label() == null)
              ? seen.failing()
              : (Boolean) label.equals(seen.label());
      case WorseThanBaseline _, WorseThanVersion _, Absent _ -> seen.failing();
      case NotJudged _ ->
          NOT_THE_JUDGE.contains(seen.outcome()) ? null : (Boolean) (seen.failing() == null);
      case Drift _ -> null;
    };
  }

  /// What an alert has to be about to begin anew: nothing it knows is of use to another condition.
  default String definition() {
    return switch (this) {
      case Above(double limit, var label) ->
          "above " + limit + (label == null ? "" : " of " + label);
      case WorseThanBaseline(double by) -> "worse than baseline by " + by;
      case WorseThanVersion _ -> "worse than previous version";
      case Absent _ -> "absent";
      case NotJudged(double limit) -> "not judged above " + limit;
      case Drift _ -> "drift";
    };
  }
}
