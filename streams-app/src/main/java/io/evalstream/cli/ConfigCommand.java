package io.evalstream.cli;

import io.evalstream.app.MonitorConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Helps with the configuration.
@Command(
    name = "config",
    description = "Helps with the configuration.",
    subcommands = ConfigCommand.Check.class,
    mixinStandardHelpOptions = true)
final class ConfigCommand {

  private ConfigCommand() {}

  /// Reads a configuration and tells all its problems.
  @Command(
      name = "check",
      description =
          "Reads a configuration and tells all its problems at once; connects to nothing.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The configuration, YAML.")
    private Path config = Path.of("");

    @Override
    public Integer call() throws Exception {
      MonitorConfig checked = MonitorConfig.read(config, System.getenv());
      spec.commandLine()
          .getOut()
          .printf(
              "%s is good: %d apps, %d judges, %d alert rules%n",
              config,
              checked.apps().size(),
              checked.judges().judges().size(),
              checked.alerts().rules().size());
      return 0;
    }
  }
}
