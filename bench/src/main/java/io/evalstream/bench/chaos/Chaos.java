package io.evalstream.bench.chaos;

import io.evalstream.topic.TrustedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
          "Keeps what the processes write. Default: a temporary folder, which stays when something"
              + " was wrong.")
  private @Nullable Path folder;

  public static void main(String[] arguments) {
    TrustedRecords.trust();
    System.exit(
        new CommandLine(new Chaos()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path used = folder == null ? Files.createTempDirectory("evalstream-chaos-") : folder;
    Report report =
        ChaosRun.of(
            new ChaosOptions(
                seed, Duration.ofSeconds(seconds), rate, protocol, acts(), scaling, used));
    System.out.println(report.text());
    boolean good = report.violations().isEmpty();
    if (folder == null && good) {
      delete(used);
    } else {
      System.out.println("files        " + used);
    }
    return good ? 0 : 1;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /// Some of everything when nothing is asked for.
  private Map<ActKind, Integer> acts() {
    if (scaling || !acts.isEmpty()) {
      return acts;
    }
    return Map.of(
        ActKind.KILL, 1,
        ActKind.KILL_STARTING, 1,
        ActKind.KILL_SUCCESSOR, 1,
        ActKind.FREEZE, 1,
        ActKind.RESTART, 1,
        ActKind.BROKER_KILL, 1,
        ActKind.BROKER_STOP, 1,
        ActKind.JUDGE, 4);
  }
}
