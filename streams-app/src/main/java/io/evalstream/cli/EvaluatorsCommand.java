package io.evalstream.cli;

import io.evalstream.app.MonitorConfig;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Nearest;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Label;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the evaluators.
@Command(
    name = "evaluators",
    description = "Shows the evaluators: the questions that are asked of traces.",
    subcommands = {EvaluatorsCommand.ListAll.class, EvaluatorsCommand.Show.class},
    mixinStandardHelpOptions = true)
final class EvaluatorsCommand {

  private EvaluatorsCommand() {}

  /// Where custom evaluators come from.
  private static final class Source {

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "Shows the custom evaluators of this configuration too.")
    private @Nullable Path config;

    EvaluatorLibrary library() throws InvalidConfigException {
      return config == null
          ? EvaluatorLibrary.builtIn()
          : MonitorConfig.read(config, System.getenv()).evaluators();
    }
  }

  /// Lists them, a line each.
  @Command(
      name = "list",
      description = "Lists the evaluators, a line each.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @picocli.CommandLine.Mixin private Source source = new Source();

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%-20s %-12s %-44s %s%n", "EVALUATOR", "TARGET", "LABELS (! fails)", "ABOUT");
      for (Evaluator evaluator : source.library().all()) {
        out.printf(
            "%-20s %-12s %-44s %s%n",
            evaluator.id(),
            evaluator.target().wireName(),
            labels(evaluator.labels()),
            evaluator.description());
      }
      return 0;
    }

    private static String labels(List<Label> labels) {
      return labels.stream()
          .map(label -> label.name() + (label.fails() ? "!" : ""))
          .collect(Collectors.joining(" "));
    }
  }

  /// Shows one in full.
  @Command(
      name = "show",
      description = "Shows one evaluator in full.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @picocli.CommandLine.Mixin private Source source = new Source();

    @Parameters(paramLabel = "NAME", description = "An id or an alias.")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      EvaluatorLibrary library = source.library();
      Evaluator evaluator =
          library
              .find(name)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "there is no evaluator '"
                              + name
                              + "'."
                              + Nearest.to(name, library.names())
                                  .map(near -> " Did you mean '" + near + "'?")
                                  .orElse(" See 'evaluators list'.")));
      print(evaluator, spec.commandLine().getOut());
      return 0;
    }

    private static void print(Evaluator evaluator, PrintWriter out) {
      out.printf("%s: %s%n", evaluator.id(), evaluator.description());
      if (!evaluator.aliases().isEmpty()) {
        out.printf("also called  %s%n", String.join(", ", evaluator.aliases()));
      }
      out.printf("version      %s%n", evaluator.version());
      out.printf("target       %s%n", evaluator.target().wireName());
      out.printf("needs        %s%n", evaluator.inputs().requires());
      out.printf("%n%s%n%n", evaluator.rubric().question());
      for (Label label : evaluator.labels()) {
        out.printf(
            "  %-18s %s  %s%n", label.name(), label.fails() ? "fails " : "passes", label.meaning());
      }
      if (!evaluator.rubric().guidance().isBlank()) {
        out.printf("%n%s%n", evaluator.rubric().guidance().strip());
      }
    }
  }
}
