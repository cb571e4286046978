package io.evalstream.cli;

import io.evalstream.app.JudgeBench;
import io.evalstream.app.JudgesConfig;
import io.evalstream.app.MonitorConfig;
import io.evalstream.async.AsyncSettings;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Nearest;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgeclient.heuristic.HeuristicJudge;
import io.evalstream.judgement.Bench;
import io.evalstream.judging.JudgingConfig;
import io.evalstream.metric.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where the commands on files get their judges and evaluators from.
final class JudgeSource {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Takes judges, custom evaluators and the limits of judging from this configuration."
              + " Without it there is the heuristic judge.")
  private @Nullable Path config;

  /// What was read.
  record Setup(JudgesConfig judges, EvaluatorLibrary evaluators, AsyncSettings limits) {

    JudgeBench open() {
      return new JudgeBench(
          judges,
          evaluators,
          new Meters(new SimpleMeterRegistry()),
          InstantSource.system(),
          () -> 1);
    }

    /// The evaluators of these names, in their order, each once.
    List<Evaluator> evaluators(CommandLine command, List<String> names) {
      List<Evaluator> found = new ArrayList<>();
      for (String name : names) {
        Evaluator evaluator =
            evaluators
                .find(name.strip())
                .orElseThrow(
                    () ->
                        new ParameterException(
                            command,
                            "there is no evaluator '%s'.%s"
                                .formatted(
                                    name.strip(),
                                    hint(name, evaluators.names(), " See 'evaluators list'."))));
        if (!found.contains(evaluator)) {
          found.add(evaluator);
        }
      }
      return found;
    }

    /// All evaluators go to the judge of this name; where it is null, as the configuration says.
    Bench bench(CommandLine command, Bench bench, @Nullable String judge) {
      if (judge == null) {
        return bench;
      }
      judge(command, judge);
      Map<String, String> judgeOf = new HashMap<>();
      bench.evaluators().all().forEach(evaluator -> judgeOf.put(evaluator.id(), judge));
      return bench.with(judgeOf);
    }

    /// The judge of this name.
    JudgeConfig judge(CommandLine command, String name) {
      JudgeConfig judge = judges.judges().get(name);
      if (judge == null) {
        throw new ParameterException(
            command,
            "there is no judge '%s'.%s Known: %s."
                .formatted(
                    name,
                    hint(name, judges.judges().keySet(), ""),
                    String.join(", ", judges.judges().keySet().stream().sorted().toList())));
      }
      return judge;
    }

    /// The heuristic judge knows some of the built-in evaluators only.
    void expectLabels(CommandLine command, List<Evaluator> evaluators, Bench bench) {
      for (Evaluator evaluator : evaluators) {
        String name = bench.judgeName(evaluator.id());
        if (!evaluator.isCoded()
            && !HeuristicJudge.evaluators().contains(evaluator.id())
            && judge(command, name).api() instanceof JudgeConfig.Heuristic) {
          throw new ParameterException(
              command,
              "the judge '%s' is the heuristic one, which cannot apply the evaluator '%s'."
                      .formatted(name, evaluator.id())
                  + " It knows "
                  + String.join(", ", HeuristicJudge.evaluators())
                  + ". Choose another judge with --judge.");
        }
      }
    }

    private static String hint(String name, Collection<String> known, String otherwise) {
      return Nearest.to(name, known).map(near -> " Did you mean '" + near + "'?").orElse(otherwise);
    }
  }

  Setup read() throws InvalidConfigException {
    if (config == null) {
      return new Setup(
          JudgesConfig.heuristic(), EvaluatorLibrary.builtIn(), JudgingConfig.DEFAULT.operator());
    }
    MonitorConfig read = MonitorConfig.read(config, System.getenv());
    return new Setup(read.judges().withHeuristic(), read.evaluators(), read.judging().operator());
  }

  /// The judge to take when none is named: as the configuration says, or the heuristic one.
  @Nullable String usualJudge() {
    return config == null ? JudgesConfig.HEURISTIC : null;
  }
}
