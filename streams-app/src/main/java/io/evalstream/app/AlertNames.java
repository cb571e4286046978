package io.evalstream.app;

import io.evalstream.alert.AlertConfig;
import io.evalstream.alert.Silence;
import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Condition;
import io.evalstream.config.Nearest;
import io.evalstream.config.Section;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judging.Diagnosis;
import io.evalstream.sampling.AppSampling;
import io.evalstream.trace.Trace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names that alert rules and silences may give: a rule that can never fire is a mistake.
///
/// @param channels that there are
record AlertNames(
    Map<String, AppSampling> apps, EvaluatorLibrary evaluators, Set<String> channels) {

  /// Tells every name of the rules and silences that does not exist.
  ///
  /// @return the same, with evaluators by their ids where aliases were given
  AlertConfig check(Section root, AlertConfig alerts) {
    for (int i = 0; i < alerts.rules().size(); i++) {
      check(root.sections("alerts").get(i), alerts.rules().get(i));
    }
    List<Section> silences = root.section("alerting").sections("silences");
    for (int i = 0; i < alerts.silences().size(); i++) {
      check(silences.get(i), alerts.silences().get(i));
    }
    return alerts.withEvaluators(name -> evaluators.find(name).map(Evaluator::id).orElse(name));
  }

  private void check(Section section, AlertRule rule) {
    checkApp(section, rule.app());
    if (rule.evaluator().equals(Trace.DIAGNOSIS)) {
      checkDiagnosis(section, rule);
    } else if (!(rule.condition() instanceof Condition.Drift)) {
      checkEvaluator(section, rule);
    }
    for (String channel : rule.channels()) {
      if (!channels.contains(channel)) {
        section.problem("notify", "must name channels under 'notify'", "'" + channel + "'");
      }
    }
  }

  private void check(Section section, Silence silence) {
    checkApp(section, silence.app());
    String evaluator = silence.evaluator();
    if (evaluator != null && !evaluator.equals(Trace.DIAGNOSIS)) {
      AppConfig.canonicalId(section, "evaluator", evaluator, evaluators);
    }
  }

  private void checkApp(Section section, @Nullable String app) {
    if (app != null && !apps.containsKey(app)) {
      section.problem("app", "must name one of the apps", quoted(app, apps.keySet()));
    }
  }

  private void checkDiagnosis(Section section, AlertRule rule) {
    if (!rule.condition().isAboutQuality()) {
      section.problem(
          "evaluator",
          "must be one that a judge is asked for, with this condition",
          Trace.DIAGNOSIS);
    }
    checkLabel(section, rule, Diagnosis.names());
  }

  private void checkEvaluator(Section section, AlertRule rule) {
    Optional<Evaluator> evaluator =
        AppConfig.canonicalId(section, "evaluator", rule.evaluator(), evaluators)
            .flatMap(evaluators::find);
    String app = rule.app();
    boolean appExists = app == null || apps.containsKey(app);
    if (appExists
        && evaluator.isPresent()
        && apps.entrySet().stream()
            .noneMatch(
                entry ->
                    (app == null || app.equals(entry.getKey()))
                        && entry.getValue().evaluators().containsKey(evaluator.get().id()))) {
      section.problem(
          "evaluator", "must be one that an app uses, or the rule never fires", rule.evaluator());
    }
    evaluator.ifPresent(found -> checkLabel(section, rule, found.labelNames()));
  }

  private static void checkLabel(Section section, AlertRule rule, List<String> labels) {
    if (rule.condition() instanceof Condition.Above(double _, var label)
        && label != null
        && !labels.contains(label)) {
      section.problem(
          "label", "must be one of " + String.join(", ", labels), quoted(label, labels));
    }
  }

  private static String quoted(String name, Collection<String> known) {
    return "'"
        + name
        + "'"
        + Nearest.to(name, known).map(near -> ". Did you mean '" + near + "'?").orElse("");
  }
}
