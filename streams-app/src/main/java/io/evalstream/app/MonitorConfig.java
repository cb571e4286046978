package io.evalstream.app;

import io.evalstream.agreement.AgreementConfig;
import io.evalstream.agreement.FeedbackRules;
import io.evalstream.alert.AlertConfig;
import io.evalstream.assembly.AssemblyConfig;
import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Section;
import io.evalstream.console.ConsoleConfig;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.export.ExportConfig;
import io.evalstream.gate.GateConfig;
import io.evalstream.http.HttpConfig;
import io.evalstream.ingest.IngestConfig;
import io.evalstream.judging.JudgingConfig;
import io.evalstream.notify.NotifyConfig;
import io.evalstream.rate.RateConfig;
import io.evalstream.sampling.AppSampling;
import io.evalstream.sampling.Relief;
import io.evalstream.spans.SpansConfig;
import io.evalstream.topic.ValueFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
    AgreementConfig agreement,
    ExportConfig export,
    SpansConfig spans,
    GateConfig gate,
    ConsoleConfig console) {

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

  /// What valid labels of people are.
  FeedbackRules feedbackRules() {
    return new FeedbackRules(apps.keySet(), evaluators, agreement.remember(), ingest.maxFuture());
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
        new AlertNames(apps, evaluators, notifying.channels().keySet())
            .check(root, AlertConfig.read(root, notifying.channels().keySet(), rates.attributes())),
        notifying,
        JudgeWatchConfig.read(root, apps, evaluators, judges),
        AgreementConfig.read(root),
        ExportConfig.read(root),
        spans(root, ingest),
        GateConfig.read(root, apps, evaluators),
        ConsoleConfig.read(root.section("console")));
  }

  /// What is made of spans is written as Avro, and read like any other event.
  private static SpansConfig spans(Section root, IngestConfig ingest) {
    SpansConfig spans = SpansConfig.read(root);
    if (spans.isOn() && ingest.format() == ValueFormat.JSON) {
      root.section("ingest").problem("format", "must be auto or avro with a section otlp", "json");
    }
    return spans;
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
}
