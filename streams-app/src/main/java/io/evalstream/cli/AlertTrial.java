package io.evalstream.cli;

import io.evalstream.alert.simulate.Incident;
import io.evalstream.alert.simulate.Setting;
import io.evalstream.alert.simulate.Terms;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What `simulate alerts` tries: its options.
final class AlertTrial {

  private static final int LONGEST = 360;

  @Option(
      names = "--limit",
      defaultValue = "0.05",
      description = "Limit of the share of failing labels (default: ${DEFAULT-VALUE}).")
  private double limit;

  @Option(
      names = "--before",
      defaultValue = "0.8",
      description =
          "Rate before a jump or an incident, as a share of the limit (default:"
              + " ${DEFAULT-VALUE}).")
  private double before;

  @Option(
      names = "--jumps",
      split = ",",
      defaultValue = "1.5,2,4",
      description = "Factors of the limit that the rate jumps to (default: ${DEFAULT-VALUE}).")
  private List<Double> jumps = List.of();

  @Option(
      names = "--incident",
      defaultValue = "3",
      description =
          "Factor of the limit that the rate is at in an incident that ends (default:"
              + " ${DEFAULT-VALUE}).")
  private double times;

  @Option(
      names = "--lasting",
      paramLabel = "MINUTES",
      defaultValue = "180",
      description = "How long that incident lasts (default: ${DEFAULT-VALUE}).")
  private int lasting;

  @Option(
      names = "--back",
      split = ",",
      defaultValue = "0.8,0.5",
      description =
          "Rates that it goes back to, as shares of the limit (default: ${DEFAULT-VALUE}).")
  private List<Double> back = List.of();

  @Option(
      names = "--above",
      split = ",",
      defaultValue = "1.2",
      description =
          "Factors of the limit at which the rate stays, to count alarms a day (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Double> above = List.of();

  @Option(
      names = "--volumes",
      split = ",",
      defaultValue = "10,100,1000",
      description = "Labels a minute (default: ${DEFAULT-VALUE}).")
  private List<Integer> volumes = List.of();

  @Option(
      names = "--turns",
      defaultValue = "1",
      description =
          "Labels of one conversation, which come together and are the same (default:"
              + " ${DEFAULT-VALUE}).")
  private int turns;

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
      description = "Trials for each jump and each incident (default: ${DEFAULT-VALUE}).")
  private int incidents;

  @Option(
      names = "--false-alarms-per-30-days",
      defaultValue = "1",
      description = "What the sequential rule may raise (default: ${DEFAULT-VALUE}).")
  private double falseAlarms;

  @Option(
      names = "--deff",
      defaultValue = "1",
      description = "What the sequential rule takes for deff (default: ${DEFAULT-VALUE}).")
  private double deff;

  @Option(
      names = "--over",
      paramLabel = "MINUTES",
      defaultValue = "5",
      description = "How far the interval looks back (default: ${DEFAULT-VALUE}).")
  private int over;

  @Option(
      names = "--for",
      paramLabel = "MINUTES",
      defaultValue = "0",
      description =
          "How long it must be above the limit until its rule fires (default: ${DEFAULT-VALUE}).")
  private int pendingFor;

  @Option(
      names = "--resolve-after",
      paramLabel = "MINUTES",
      description =
          "How long the rate must be back within the limit until it resolves (default: that of"
              + " --over).")
  private @Nullable Integer resolveAfter;

  @Option(
      names = "--baseline",
      description = "The rules hold the rate against the day before; --limit is what is normal.")
  private boolean baseline;

  @Option(
      names = "--by",
      defaultValue = "0.1",
      description =
          "With --baseline: how much more than the day before is still normal, as a share of it"
              + " (default: ${DEFAULT-VALUE}).")
  private double by;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed, the same numbers (default: ${DEFAULT-VALUE}).")
  private long seed;

  Setting setting(CommandSpec spec) {
    check(spec);
    return new Setting(
        terms(),
        before,
        jumps,
        new Incident(Duration.ofMinutes(lasting), times, back),
        above,
        volumes,
        turns,
        days,
        repetitions,
        incidents,
        seed);
  }

  private Terms terms() {
    return new Terms(
        baseline,
        limit,
        by,
        falseAlarms,
        deff,
        Duration.ofMinutes(over),
        Duration.ofMinutes(pendingFor),
        Duration.ofMinutes(resolveMinutes()));
  }

  private int resolveMinutes() {
    return resolveAfter == null ? over : resolveAfter;
  }

  private void check(CommandSpec spec) {
    expect(spec, "--limit", "from 0.001 to 0.9", isFrom(0.001, limit, 0.9), limit);
    expect(spec, "--before", "from 0 to 1", isFrom(0, before, 1), before);
    expect(spec, "--jumps", "above 1", jumps.stream().allMatch(jump -> jump > 1), jumps);
    expect(spec, "--incident", "above 1", times > 1, times);
    expect(spec, "--lasting", "from 1 to 10000", isFrom(1, lasting, 10_000), lasting);
    expect(spec, "--back", "from 0 to 1", back.stream().allMatch(rate -> isFrom(0, rate, 1)), back);
    expect(spec, "--above", "above 1", above.stream().allMatch(rate -> rate > 1), above);
    expect(
        spec,
        "--volumes",
        "from 1 to 100000",
        volumes.stream().allMatch(volume -> isFrom(1, volume, 100_000)),
        volumes);
    expect(spec, "--turns", "from 1 to 1000", isFrom(1, turns, 1_000), turns);
    expect(spec, "--days", "from 1 to 365", isFrom(1, days, 365), days);
    expect(spec, "--repetitions", "from 1 to 10000", isFrom(1, repetitions, 10_000), repetitions);
    expect(spec, "--incidents", "from 1 to 100000", isFrom(1, incidents, 100_000), incidents);
    expect(
        spec,
        "--false-alarms-per-30-days",
        "from 0.001 to 30",
        isFrom(0.001, falseAlarms, 30),
        falseAlarms);
    expect(spec, "--deff", "from 1 to 1000", isFrom(1, deff, 1_000), deff);
    expect(spec, "--over", "from 1 to 360", isFrom(1, over, LONGEST), over);
    expect(spec, "--for", "from 0 to 360", isFrom(0, pendingFor, LONGEST), pendingFor);
    expect(
        spec,
        "--resolve-after",
        "from 0 to 360",
        isFrom(0, resolveMinutes(), LONGEST),
        resolveMinutes());
    expect(spec, "--by", "from 0 to 10", isFrom(0, by, 10), by);
  }

  private static boolean isFrom(double least, double value, double most) {
    return least <= value && value <= most;
  }

  static void expect(CommandSpec spec, String option, String range, boolean holds, Object value) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), option + " must be " + range + ", was " + value);
    }
  }
}
