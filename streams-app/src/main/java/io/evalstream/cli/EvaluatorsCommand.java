package io.evalstream.cli;

import io.evalstream.app.MonitorConfig;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Nearest;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
    subcommands = {
      EvaluatorsCommand.ListAll.class,
      EvaluatorsCommand.Show.class,
      EvaluatorsCheckCommand.class
    },
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

  /// The evaluator of this name.
  ///
  /// @throws ParameterException when there is none
  static Evaluator named(String name, EvaluatorLibrary library, CommandSpec spec) {
    return library
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
      EvaluatorText.list(source.library().all(), spec.commandLine().getOut());
      return 0;
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
      EvaluatorText.show(named(name, source.library(), spec), spec.commandLine().getOut());
      return 0;
    }
  }
}
