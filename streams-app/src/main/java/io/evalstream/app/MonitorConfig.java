package io.evalstream.app;

import io.evalstream.agreement.AgreementConfig;
import io.evalstream.alert.AlertConfig;
import io.evalstream.alert.AlertRule;
import io.evalstream.assembly.AssemblyConfig;
import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Nearest;
import io.evalstream.config.Section;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.ingest.IngestConfig;
import io.evalstream.judging.JudgingConfig;
import io.evalstream.notify.NotifyConfig;
import io.evalstream.rate.RateConfig;
import io.evalstream.sampling.AppSampling;
import io.evalstream.sampling.Relief;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The whole configuration of a monitor.
public record MonitorConfig(
    KafkaConfig kafka,
    HttpConfig http,
    Map<String, AppSampling> apps,
    EvaluatorLibrary evaluators,
    JudgesConfig judges,
    IngestConfig ingest,
    AssemblyConfig assembly,
    JudgingConfig judging,
    Relief relief,
    RateConfig rates,
    AlertConfig alerts,
    NotifyConfig notifying,
    JudgeWatchConfig judgeWatch,
    AgreementConfig agreement) {

  public MonitorConfig {
    apps = Map.copyOf(apps);
  }

  /// @throws InvalidConfigException with every problem of the file
  public static MonitorConfig read(Path file, Map<String, String> environment)
      throws InvalidConfigException {
    return ConfigReader.read(file, environment, MonitorConfig::read);
  }

  /// @param name what problems call the text
  public static MonitorConfig readText(String name, String yaml, Map<String, String> environment)
      throws InvalidConfigException {
    return ConfigReader.readText(name, yaml, environment, MonitorConfig::read);
  }

  private static MonitorConfig read(Section root) {
    EvaluatorLibrary evaluators =
        EvaluatorLibrary.builtIn().withDefinitions(root.sections("evaluators"));
    JudgesConfig judges = JudgesConfig.read(root, evaluators);
    Map<String, AppSampling> apps = AppConfig.readAll(root, evaluators, judges);
    JudgingConfig judging = JudgingConfig.read(root.section("judging"));
    NotifyConfig notifying = NotifyConfig.read(root);
    IngestConfig ingest = IngestConfig.read(root.section("ingest"));
    AssemblyConfig assembly = AssemblyConfig.read(root.section("assembly"));
    RateConfig rates =
        RateConfig.read(
            root.section("rates"),
            ingest.maxAge().plus(assembly.eventWait()).plus(judging.maxAge()));
    judges.expectLlmFor(customOnes(apps, evaluators), root);
    return new MonitorConfig(
        KafkaConfig.read(root),
        HttpConfig.read(root.section("http")),
        apps,
        evaluators,
        judges,
        ingest,
        assembly,
        judging,
        Relief.read(root.section("judging"), judging.maxAge()),
        rates,
        alerts(root, apps, evaluators, notifying),
        notifying,
        JudgeWatchConfig.read(root, apps, evaluators, judges),
        AgreementConfig.read(root));
  }

  /// The custom evaluators that an app uses and that a judge is asked for.
  private static List<String> customOnes(
      Map<String, AppSampling> apps, EvaluatorLibrary evaluators) {
    return evaluators.all().stream()
        .filter(evaluator -> evaluator.custom() && !evaluator.isCoded())
        .map(Evaluator::id)
        .filter(id -> apps.values().stream().anyMatch(app -> app.evaluators().containsKey(id)))
        .toList();
  }

  /// A rule that can never fire is a mistake: its names must exist, together.
  private static AlertConfig alerts(
      Section root,
      Map<String, AppSampling> apps,
      EvaluatorLibrary evaluators,
      NotifyConfig notifying) {
    AlertConfig alerts = AlertConfig.read(root, notifying.channels().keySet());
    for (int i = 0; i < alerts.rules().size(); i++) {
      AlertRule rule = alerts.rules().get(i);
      Section section = root.sections("alerts").get(i);
      Optional<String> evaluator =
          AppConfig.canonicalId(section, "evaluator", rule.evaluator(), evaluators);
      String app = rule.app();
      if (app != null && !apps.containsKey(app)) {
        String hint =
            Nearest.to(app, apps.keySet()).map(near -> ". Did you mean '" + near + "'?").orElse("");
        section.problem("app", "must name one of the apps", "'" + app + "'" + hint);
      } else if (evaluator.isPresent()
          && apps.entrySet().stream()
              .noneMatch(
                  entry ->
                      (app == null || app.equals(entry.getKey()))
                          && entry.getValue().evaluators().containsKey(evaluator.get()))) {
        section.problem(
            "evaluator", "must be one that an app uses, or the rule never fires", rule.evaluator());
      }
      for (String channel : rule.channels()) {
        if (!notifying.channels().containsKey(channel)) {
          section.problem("notify", "must name channels under 'notify'", "'" + channel + "'");
        }
      }
    }
    return alerts.withEvaluators(
        name -> evaluators.find(name).map(found -> found.id()).orElse(name));
  }
}
