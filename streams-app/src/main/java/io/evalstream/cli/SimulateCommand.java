package io.evalstream.cli;

import io.evalstream.alert.simulate.Setting;
import io.evalstream.alert.simulate.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs parts of the monitor over made-up traffic.
@Command(
    name = "simulate",
    description = "Runs parts of the monitor over made-up traffic.",
    subcommands = SimulateCommand.Alerts.class,
    mixinStandardHelpOptions = true)
final class SimulateCommand {

  private SimulateCommand() {}

  /// How often alert rules err, and how fast they are.
  @Command(
      name = "alerts",
      description = {
        "How often does a rule raise a false alarm, and how long does it take to see a jump of the"
            + " rate? The rules are those of the monitor; labels come at random."
      },
      mixinStandardHelpOptions = true)
  static final class Alerts implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--limit",
        defaultValue = "0.05",
        description = "Limit of the share of failing labels (default: ${DEFAULT-VALUE}).")
    private double limit;

    @Option(
        names = "--before",
        defaultValue = "0.8",
        description = "Rate before a jump, as a share of the limit (default: ${DEFAULT-VALUE}).")
    private double before;

    @Option(
        names = "--jumps",
        split = ",",
        defaultValue = "1.5,2,4",
        description = "Factors of the limit that the rate jumps to (default: ${DEFAULT-VALUE}).")
    private List<Double> jumps = List.of();

    @Option(
        names = "--volumes",
        split = ",",
        defaultValue = "10,100,1000",
        description = "Labels a minute (default: ${DEFAULT-VALUE}).")
    private List<Integer> volumes = List.of();

    @Option(
        names = "--days",
        defaultValue = "30",
        description = "Days of one trial for false alarms (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
        names = "--repetitions",
        defaultValue = "30",
        description = "Trials for false alarms (default: ${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(
        names = "--incidents",
        defaultValue = "500",
        description = "Trials for each jump (default: ${DEFAULT-VALUE}).")
    private int incidents;

    @Option(
        names = "--false-alarms-per-30-days",
        defaultValue = "1",
        description = "What the sequential rule may raise (default: ${DEFAULT-VALUE}).")
    private double falseAlarms;

    @Option(
        names = "--over",
        paramLabel = "MINUTES",
        defaultValue = "5",
        description = "How far the interval looks back (default: ${DEFAULT-VALUE}).")
    private int over;

    @Option(
        names = "--baseline",
        description = "The rules hold the rate against the day before; --limit is what is normal.")
    private boolean baseline;

    @Option(
        names = "--threads",
        description = "Threads (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
        names = "--seed",
        defaultValue = "1",
        description = "The same seed, the same numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws Exception {
      check();
      Simulation simulation = new Simulation(setting());
      Progress progress = new Progress(spec.commandLine().getErr(), "trial", simulation.size());
      List<Simulation.Row> rows =
          simulation.run(
              threads,
              () -> {
                synchronized (progress) {
                  progress.step();
                }
              });
      progress.end();
      SimulationTable.print(simulation.setting(), rows, spec.commandLine().getOut());
      return 0;
    }

    private Setting setting() {
      return new Setting(
          baseline,
          limit,
          before,
          jumps,
          volumes,
          days,
          repetitions,
          incidents,
          falseAlarms,
          Duration.ofMinutes(over),
          seed);
    }

    private void check() {
      expect("--limit", "from 0.001 to 0.9", limit >= 0.001 && limit <= 0.9);
      expect("--before", "from 0 to 1", before >= 0 && before <= 1);
      expect("--jumps", "above 1", jumps.stream().allMatch(jump -> jump > 1));
      expect(
          "--volumes", "from 1 to 100000", volumes.stream().allMatch(v -> v >= 1 && v <= 100_000));
      expect("--days", "from 1 to 365", days >= 1 && days <= 365);
      expect("--repetitions", "from 1 to 10000", repetitions >= 1 && repetitions <= 10_000);
      expect("--incidents", "from 1 to 100000", incidents >= 1 && incidents <= 100_000);
      expect(
          "--false-alarms-per-30-days",
          "from 0.001 to 30",
          falseAlarms >= 0.001 && falseAlarms <= 30);
      expect("--over", "from 1 to 360", over >= 1 && over <= 360);
      expect("--threads", "from 1 to 256", threads >= 1 && threads <= 256);
    }

    private void expect(String option, String range, boolean holds) {
      if (!holds) {
        throw new ParameterException(spec.commandLine(), option + " must be " + range);
      }
    }
  }
}
