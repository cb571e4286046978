package io.evalstream.alert;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.Method;
import io.evalstream.config.DurationText;
import io.evalstream.config.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one rule: what it asks, and how.
///
/// @param attributes that can be a dimension
record RuleReader(Section section, List<String> attributes) {

  static final String BASELINE = "baseline";
  static final String PREVIOUS_VERSION = "previous_version";

  private static final List<String> CONDITIONS =
      List.of("above", "worse_than", "absent_for", "not_judged_above", "drift");
  private static final Map<String, String> COMPARISONS =
      Map.of(BASELINE, BASELINE, PREVIOUS_VERSION, PREVIOUS_VERSION);
  private static final Map<String, Boolean> METHODS = Map.of("sequential", true, "interval", false);
  private static final Map<String, String> EMBEDDINGS =
      Map.of("query_embedding", "query_embedding");
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int FEWEST_WINDOWS = 4;
  private static final int ENOUGH_TO_COMPARE = 100;
  private static final int ENOUGH = 30;
  private static final String TICKET = "ticket";

  AlertRule read() {
    Condition condition = condition();
    Duration over = over(condition);
    AlertRule rule =
        new AlertRule(
            section.string("rule"),
            evaluator(condition),
            section.optionalString("app").orElse(null),
            dimension(condition),
            condition,
            method(condition, over),
            over,
            repeatEvery(),
            section.strings("notify"));
    refuseWhatDoesNotBelong(rule);
    return rule;
  }

  private String evaluator(Condition condition) {
    return condition instanceof Condition.Drift ? AlertRule.ANY : section.string("evaluator");
  }

  private Condition condition() {
    List<String> given = CONDITIONS.stream().filter(section::has).toList();
    if (given.size() != 1) {
      section.problem(
          "",
          "must have one of " + String.join(", ", CONDITIONS),
          given.isEmpty() ? "none" : String.join(", ", given));
    }
    String label = section.optionalString("label").orElse(null);
    double by = section.number("by", 0.1, 0, 10);
    return switch (given.isEmpty() ? "above" : given.getFirst()) {
      case "worse_than" -> comparison(by);
      case "absent_for" ->
          new Condition.Absent(
              section.duration(
                  "absent_for",
                  Duration.ofMinutes(15),
                  Duration.ofSeconds(10),
                  Duration.ofHours(24)));
      case "drift" -> drift();
      case "not_judged_above" -> new Condition.NotJudged(limit("not_judged_above"));
      default -> new Condition.Above(limit("above"), label);
    };
  }

  private Condition drift() {
    section.oneOf("drift", EMBEDDINGS, "");
    String severity = section.string("severity", TICKET);
    if (!severity.equals(TICKET)) {
      section.problem(
          "severity",
          "must be ticket: other questions are no failure of the app, and no reason to wake anybody",
          severity);
    }
    return new Condition.Drift(
        section.duration(
            BASELINE, Duration.ofDays(1), Duration.ofMinutes(10), Duration.ofDays(30)));
  }

  private double limit(String key) {
    return section.number(key, 0.5, 0.001, 0.999);
  }

  private Condition comparison(double by) {
    String than = section.oneOf("worse_than", COMPARISONS, BASELINE);
    return than.equals(BASELINE)
        ? new Condition.WorseThanBaseline(by)
        : new Condition.WorseThanVersion(minSamples(ENOUGH_TO_COMPARE));
  }

  private int minSamples(int dflt) {
    return section.integer("min_samples", dflt, 1, 1_000_000);
  }

  private Duration over(Condition condition) {
    if (condition instanceof Condition.Drift(Duration baseline)) {
      return window(baseline);
    }
    Duration over =
        section.duration("over", Duration.ofMinutes(5), Duration.ofSeconds(10), LONGEST);
    return condition instanceof Condition.Absent(var time) && time.compareTo(LONGEST) < 0
        ? time
        : over;
  }

  private Duration window(Duration baseline) {
    Duration window =
        section.duration("over", Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(7));
    if (window.multipliedBy(FEWEST_WINDOWS).compareTo(baseline) > 0) {
      section.problem(
          "over",
          "must not be longer than a quarter of baseline, which is "
              + DurationText.format(baseline)
              + ": three windows make the alert fire, and a drift as long as baseline is normal",
          DurationText.format(window));
    }
    return window;
  }

  private Method method(Condition condition, Duration over) {
    boolean sequential = section.oneOf("method", METHODS, true);
    double alarms = section.number("false_alarms_per_30_days", 1, 0.001, 30);
    double deff = section.number("deff", 1, 1, 1_000);
    Duration pendingFor = section.duration("for", Duration.ZERO, Duration.ZERO, LONGEST);
    Duration resolveAfter = section.duration("resolve_after", over, Duration.ZERO, LONGEST);
    return switch (condition) {
      case Condition.Above _, Condition.WorseThanBaseline _, Condition.NotJudged _ ->
          sequential
              ? new Method.Sequential(alarms, deff)
              : new Method.Interval(pendingFor, resolveAfter, minSamples(ENOUGH));
      case Condition.WorseThanVersion _ -> new Method.AnyTime();
      case Condition.Absent _ -> new Method.Waiting();
      case Condition.Drift _ -> new Method.Windows();
    };
  }

  private String dimension(Condition condition) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    List.of("all", "model", "prompt_version").forEach(name -> dimensions.put(name, name));
    attributes.forEach(name -> dimensions.putIfAbsent(name, name));
    String dimension = section.oneOf("dimension", dimensions, "all");
    return switch (condition) {
      case Condition.Above _, Condition.WorseThanBaseline _, Condition.NotJudged _ -> dimension;
      case Condition.WorseThanVersion _ -> "prompt_version";
      case Condition.Absent _, Condition.Drift _ -> "all";
    };
  }

  private @Nullable Duration repeatEvery() {
    return section.has("repeat_every")
        ? section.duration(
            "repeat_every", Duration.ofHours(4), Duration.ofMinutes(1), Duration.ofDays(7))
        : null;
  }

  /// A key that changes nothing is a mistake.
  private void refuseWhatDoesNotBelong(AlertRule rule) {
    Condition condition = rule.condition();
    boolean canChoose =
        !(condition instanceof Condition.WorseThanVersion)
            && !(condition instanceof Condition.Absent)
            && !(condition instanceof Condition.Drift);
    boolean interval = rule.method() instanceof Method.Interval;
    refuse("label", condition instanceof Condition.Above, "with above");
    refuse("evaluator", !(condition instanceof Condition.Drift), "without drift");
    refuse(BASELINE, condition instanceof Condition.Drift, "with drift");
    refuse("severity", condition instanceof Condition.Drift, "with drift");
    refuse("by", condition instanceof Condition.WorseThanBaseline, "with worse_than: baseline");
    refuse("method", canChoose, "with above, worse_than: baseline and not_judged_above");
    refuse(
        "dimension",
        canChoose || section.string("dimension", "all").equals(rule.dimension()),
        "with above, worse_than: baseline and not_judged_above");
    refuse("over", !(condition instanceof Condition.Absent), "without absent_for");
    refuse("false_alarms_per_30_days", isSequential(rule), "with method: sequential");
    refuse("deff", isSequential(rule), "with method: sequential");
    refuse("for", interval, "with method: interval");
    refuse("resolve_after", interval, "with method: interval");
    refuse(
        "min_samples",
        interval || condition instanceof Condition.WorseThanVersion,
        "with method: interval or worse_than: previous_version");
  }

  private static boolean isSequential(AlertRule rule) {
    return rule.method() instanceof Method.Sequential;
  }

  private void refuse(String key, boolean belongs, String where) {
    if (section.has(key) && !belongs) {
      section.problem(key, "belongs only " + where, null);
    }
  }
}
