package io.evalstream.alert;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Cadence;
import io.evalstream.alert.rule.Condition;
import io.evalstream.config.DurationText;
import io.evalstream.config.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rules, how often they are looked at, and when nobody is told.
///
/// @param judgeChannels hear of judges that cannot be used
/// @param includeContent whether alerts may show the beginnings of judged texts
public record AlertConfig(
    List<AlertRule> rules,
    Cadence cadence,
    List<Silence> silences,
    List<String> judgeChannels,
    boolean includeContent) {

  public AlertConfig {
    rules = List.copyOf(rules);
    silences = List.copyOf(silences);
    judgeChannels = List.copyOf(judgeChannels);
  }

  /// The same rules, with evaluators by their ids where aliases were given.
  public AlertConfig withEvaluators(UnaryOperator<String> ids) {
    return new AlertConfig(
        rules.stream().map(rule -> rule.withEvaluator(ids.apply(rule.evaluator()))).toList(),
        cadence,
        silences.stream()
            .map(
                silence ->
                    silence.evaluator() == null
                        ? silence
                        : silence.withEvaluator(ids.apply(silence.evaluator())))
            .toList(),
        judgeChannels,
        includeContent);
  }

  /// Reads `alerts` and `alerting` of the root.
  ///
  /// @param channels every channel there is
  /// @param attributes that rates have as dimensions
  public static AlertConfig read(Section root, Set<String> channels, List<String> attributes) {
    List<AlertRule> rules =
        root.sections("alerts").stream()
            .map(section -> new RuleReader(section, attributes).read())
            .toList();
    rules.stream()
        .filter(
            rule -> rules.stream().filter(other -> other.name().equals(rule.name())).count() > 1)
        .map(AlertRule::name)
        .distinct()
        .forEach(name -> root.problem("alerts", "must have unique rule names", name));
    Section alerting = root.section("alerting");
    Cadence cadence = cadence(alerting);
    Duration every = cadence.every();
    rules.stream()
        .filter(rule -> rule.over().compareTo(every) < 0)
        .forEach(
            rule ->
                root.problem(
                    "alerts",
                    "must look back over at least alerting.every, which is "
                        + DurationText.format(every),
                    rule.name() + " over " + DurationText.format(rule.over())));
    return new AlertConfig(
        rules,
        cadence,
        silences(alerting, rules),
        judgeChannels(alerting, channels),
        alerting.bool("include_content", false));
  }

  /// A step that is shorter than the time between two looks could fire and resolve unseen.
  private static Cadence cadence(Section alerting) {
    Cadence dflt = Cadence.DEFAULT;
    Duration every =
        alerting.duration("every", dflt.every(), Duration.ofSeconds(1), Duration.ofMinutes(10));
    Duration step =
        alerting.duration(
            "step",
            every.compareTo(dflt.step()) > 0 ? every : dflt.step(),
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    if (step.compareTo(every) < 0) {
      alerting.problem(
          "step",
          "must not be shorter than alerting.every, " + DurationText.format(every),
          DurationText.format(step));
    }
    return new Cadence(every, step);
  }

  /// A silence of a rule that there is not is a mistake.
  private static List<Silence> silences(Section alerting, List<AlertRule> rules) {
    List<Section> sections = alerting.sections("silences");
    Set<String> names = rules.stream().map(AlertRule::name).collect(Collectors.toSet());
    for (Section section : sections) {
      section
          .optionalString("rule")
          .filter(rule -> !names.contains(rule))
          .ifPresent(
              rule -> section.problem("rule", "must name one of the alerts", "'" + rule + "'"));
    }
    return sections.stream().map(Silence::read).toList();
  }

  /// Whether a rule asks how much of this there is to judge.
  public boolean watchesTraffic(String app, String evaluator) {
    return rules.stream()
        .filter(rule -> rule.condition() instanceof Condition.Absent)
        .anyMatch(
            rule ->
                rule.evaluator().equals(evaluator)
                    && (rule.app() == null || rule.app().equals(app)));
  }

  /// Whether a rule asks what the questions of an app are like.
  public boolean watchesEmbeddings(String app) {
    return !driftRules(app).isEmpty();
  }

  /// The rules that ask what the questions of an app are like.
  List<AlertRule> driftRules(String app) {
    return rules.stream()
        .filter(rule -> rule.condition() instanceof Condition.Drift)
        .filter(rule -> rule.app() == null || rule.app().equals(app))
        .toList();
  }

  /// The end of the last of the silences that cover it; null when none does.
  @Nullable Instant silenceEnd(AlertSeries series, Instant now) {
    return silences.stream()
        .filter(silence -> silence.covers(series, now))
        .map(Silence::until)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static List<String> judgeChannels(Section alerting, Set<String> channels) {
    if (!alerting.has("judge_notify")) {
      return channels.stream().sorted().toList();
    }
    List<String> named = alerting.strings("judge_notify");
    named.stream()
        .filter(channel -> !channels.contains(channel))
        .forEach(
            channel ->
                alerting.problem(
                    "judge_notify", "must name channels under 'notify'", "'" + channel + "'"));
    return named;
  }
}
