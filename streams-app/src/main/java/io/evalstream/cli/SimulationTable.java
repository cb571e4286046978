package io.evalstream.cli;

import io.evalstream.alert.simulate.Setting;
import io.evalstream.alert.simulate.Simulation.Delay;
import io.evalstream.alert.simulate.Simulation.Row;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a simulation of alerts found, the rules side by side.
final class SimulationTable {

  private SimulationTable() {}

  static void print(Setting setting, List<Row> rows, PrintWriter out) {
    String quiet =
        setting.baseline()
            ? "at %s %%".formatted(number(100 * setting.limit()))
            : "at %s / %s %%"
                .formatted(
                    number(100 * setting.before() * setting.limit()),
                    number(100 * setting.limit()));
    String jumps =
        setting.jumps().stream().map(jump -> number(jump) + "x").collect(Collectors.joining(" / "));
    out.printf(
        "%s, looked at once a minute; interval over %d min%n%n",
        setting.baseline()
            ? "worse than the day before, %s %% normal".formatted(number(100 * setting.limit()))
            : "limit %s %%".formatted(number(100 * setting.limit())),
        setting.over().toMinutes());
    out.printf(
        "%-10s %-17s %-22s %s%n", "LABELS", "RULE", "FALSE ALARMS IN 30 d", "MINUTES TO SEE");
    out.printf("%-10s %-17s %-22s %s%n", "A MINUTE", "", quiet, jumps + ": median (95 %)");
    for (Row row : rows) {
      out.printf(
          "%-10d %-17s %-22s %s%n",
          row.volume(),
          row.contender().title(),
          row.falseAlarms().stream()
              .map(alarms -> String.format(Locale.ROOT, alarms < 10 ? "%.2f" : "%.0f", alarms))
              .collect(Collectors.joining(" / ")),
          row.delays().stream().map(SimulationTable::text).collect(Collectors.joining(" / ")));
    }
  }

  private static String text(Delay delay) {
    return minutes(delay.median()) + " (" + minutes(delay.p95()) + ")";
  }

  private static String minutes(double minutes) {
    return Double.isInfinite(minutes) ? "never" : String.format(Locale.ROOT, "%.0f", minutes);
  }

  private static String number(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%s", Math.round(number * 1e6) / 1e6);
  }
}
