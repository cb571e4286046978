package io.evalstream.cli;

import io.evalstream.config.InvalidConfigException;
import io.evalstream.topic.TrustedRecords;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The program `evalstream`.
@Command(
    name = "evalstream",
    description = {
      "A Kafka-native monitor of LLM answers in production: it samples chat events, judges them"
          + " with an LLM or without one, and publishes evaluations, eval rates with intervals, and"
          + " alerts.",
      ""
    },
    footer = {
      "",
      "Start with: ./evalstream demo",
      "Exit codes: 0 good, 1 failed, 2 wrong usage or configuration."
    },
    subcommands = {
      HelpCommand.class,
      DemoCommand.class,
      RunCommand.class,
      ReplayCommand.class,
      TailCommand.class,
      DevclusterCommand.class,
      JudgeStubCommand.class,
      ConfigCommand.class,
      EvaluatorsCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    TrustedRecords.trust();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (problem, command, parsed) -> {
              command.getErr().println(command.getColorScheme().errorText(message(problem)));
              return problem instanceof InvalidConfigException ? 2 : 1;
            })
        .setUsageHelpWidth(96);
  }

  /// One line for people; the class name only where there is no message.
  private static String message(Exception problem) {
    String message = problem.getMessage();
    return message == null ? problem.toString() : message;
  }
}
