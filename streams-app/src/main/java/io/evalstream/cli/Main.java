package io.evalstream.cli;

import io.evalstream.config.InvalidConfigException;
import io.evalstream.topic.KafkaRefusal;
import io.evalstream.topic.RootCause;
import io.evalstream.topic.TrustedRecords;
import java.util.List;
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
    CommandLine main = new CommandLine(new Main()).addSubcommand(HelpCommand.class);
    // A production image leaves the development cluster out, and the commands that need it.
    if (isPresent("io.evalstream.devcluster.DevCluster")) {
      main.addSubcommand(DemoCommand.class)
          .addSubcommand(DevclusterCommand.class)
          .addSubcommand(JudgeStubCommand.class);
    } else {
      List.of("demo", "devcluster", "judge-stub")
          .forEach(name -> main.addSubcommand(name, new AbsentCommand()));
    }
    return main.addSubcommand(RunCommand.class)
        .addSubcommand(HealthCommand.class)
        .addSubcommand(ReplayCommand.class)
        .addSubcommand(EvalCommand.class)
        .addSubcommand(BenchmarkCommand.class)
        .addSubcommand(NeedleCommand.class)
        .addSubcommand(StudyCommand.class)
        .addSubcommand(SimulateCommand.class)
        .addSubcommand(TailCommand.class)
        .addSubcommand(DeadLettersCommand.class)
        .addSubcommand(ConfigCommand.class)
        .addSubcommand(EvaluatorsCommand.class)
        .addSubcommand(SchemasCommand.class)
        .setExecutionExceptionHandler(
            (problem, command, parsed) -> {
              command.getErr().println(command.getColorScheme().errorText(told(problem)));
              return problem instanceof InvalidConfigException ? 2 : 1;
            })
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(96);
  }

  private static boolean isPresent(String type) {
    return Main.class.getResource("/" + type.replace('.', '/') + ".class") != null;
  }

  private static String told(Exception problem) {
    return KafkaRefusal.of(problem).orElseGet(() -> message(problem));
  }

  /// One line for people, with what is behind it where Kafka only says that something failed.
  private static String message(Exception problem) {
    String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
    String cause = RootCause.of(problem).getMessage();
    return cause == null || message.contains(cause) ? message : message + " (" + cause + ")";
  }
}
