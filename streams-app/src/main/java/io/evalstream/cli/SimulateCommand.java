package io.evalstream.cli;

import io.evalstream.alert.simulate.Contender;
import io.evalstream.alert.simulate.Setting;
import io.evalstream.alert.simulate.Simulation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        "How often does a rule raise a false alarm, how long does it take to see a jump of the"
            + " rate, and how long to see that it is over? The rules are those of the monitor; labels come at random."
      },
      mixinStandardHelpOptions = true)
  static final class Alerts implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private AlertTrial trial = new AlertTrial();

    @Option(
        names = "--threads",
        description = "Threads (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
      Setting setting = trial.setting(spec);
      AlertTrial.expect(
          spec, "--threads", "from 1 to 256", threads >= 1 && threads <= 256, threads);
      Simulation simulation = new Simulation(setting, List.of(Contender.values()));
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
      new SimulationTable(setting, rows).print(spec.commandLine().getOut());
      return 0;
    }
  }
}
