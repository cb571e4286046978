package io.evalstream.bench.chaos;

import io.evalstream.bench.process.RunFolder;
import io.evalstream.topic.TrustedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Kills, freezes and restarts monitors and broker under load, troubles the judge, and tells
/// whether anything was lost, judged twice or counted wrong. The exit code is 1 when something was.
@Command(
    name = "chaos",
    description = {
      "Runs a broker, two monitors and a judge stub as processes, publishes traces, kills, freezes"
          + " and restarts broker and monitors, lets the judge fail, and holds what was published in the end to what must be.",
      "The plan follows from the seed; how the processes meet it does not, so a failure may need"
          + " several runs to show again."
    },
    mixinStandardHelpOptions = true)
public final class Chaos implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long traces are published (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Traces a second, with five judgements each (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--protocol",
      defaultValue = "CLASSIC",
      description = "Group protocol: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Protocol protocol = Protocol.CLASSIC;

  @Option(
      names = "--acts",
      split = ",",
      paramLabel = "KIND=N",
      description = "How many of each kind: ${COMPLETION-CANDIDATES}.")
  private Map<ActKind, Integer> acts = new LinkedHashMap<>();

  @Option(
      names = "--scaling",
      description = "From one monitor to three, a rolling restart, and back, instead of acts.")
  private boolean scaling;

  @Option(
      names = "--folder",
      description =
          "Keeps what the processes write; empty or new. Default: a temporary folder, which"
              + " stays when something was wrong.")
  private @Nullable Path folder;

  public static void main(String[] arguments) {
    TrustedRecords.trust();
    System.exit(
        new CommandLine(new Chaos()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunFolder used = folder();
    ChaosOptions options = options(used.path());
    System.out.println("files        " + used.path());
    Report report = ChaosRun.of(options);
    System.out.println(report.text());
    boolean good = report.violations().isEmpty();
    if (folder == null && good) {
      used.delete();
    }
    return good ? 0 : 1;
  }

  /// What an earlier run left behind would be taken for what this one has made.
  private RunFolder folder() throws IOException {
    if (folder == null) {
      return new RunFolder(Files.createTempDirectory("evalstream-chaos-"));
    }
    RunFolder asked = new RunFolder(folder);
    if (!asked.isFree()) {
      throw refusal("--folder: must be empty or new, was " + folder);
    }
    return asked;
  }

  private ChaosOptions options(Path used) {
    try {
      return new ChaosOptions(
          seed, Duration.ofSeconds(seconds), rate, protocol, acts(), scaling, used);
    } catch (IllegalArgumentException e) {
      throw refusal(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException refusal(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /// Some of everything when nothing is asked for.
  private Map<ActKind, Integer> acts() {
    if (scaling || !acts.isEmpty()) {
      return acts;
    }
    Map<ActKind, Integer> some = new EnumMap<>(ActKind.class);
    for (ActKind kind : ActKind.values()) {
      some.put(kind, kind == ActKind.JUDGE ? 4 : 1);
    }
    return some;
  }
}
