package io.evalstream.alert;

import io.evalstream.config.DurationText;
import io.evalstream.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The rules, and how often they are looked at.
///
/// @param every time between two looks; also the grain of `over`
/// @param judgeChannels hear of judges that cannot be used
/// @param includeContent whether alerts may show the beginnings of judged texts
public record AlertConfig(
    List<AlertRule> rules, Duration every, List<String> judgeChannels, boolean includeContent) {

  public static final Duration DEFAULT_EVERY = Duration.ofSeconds(10);

  public AlertConfig {
    rules = List.copyOf(rules);
    judgeChannels = List.copyOf(judgeChannels);
  }

  /// The same rules, with evaluators by their ids where aliases were given.
  public AlertConfig withEvaluators(UnaryOperator<String> ids) {
    return new AlertConfig(
        rules.stream().map(rule -> rule.withEvaluator(ids.apply(rule.evaluator()))).toList(),
        every,
        judgeChannels,
        includeContent);
  }

  /// Reads `alerts` and `alerting` of the root.
  ///
  /// @param channels every channel there is
  public static AlertConfig read(Section root, Set<String> channels) {
    List<AlertRule> rules = root.sections("alerts").stream().map(AlertRule::read).toList();
    rules.stream()
        .filter(
            rule -> rules.stream().filter(other -> other.name().equals(rule.name())).count() > 1)
        .map(AlertRule::name)
        .distinct()
        .forEach(name -> root.problem("alerts", "must have unique rule names", name));
    Section alerting = root.section("alerting");
    Duration every =
        alerting.duration("every", DEFAULT_EVERY, Duration.ofSeconds(1), Duration.ofMinutes(10));
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
        rules, every, judgeChannels(alerting, channels), alerting.bool("include_content", false));
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
