package io.evalstream.cli;

import io.evalstream.alert.simulate.Setting;
import io.evalstream.alert.simulate.Simulation.Delay;
import io.evalstream.alert.simulate.Simulation.End;
import io.evalstream.alert.simulate.Simulation.Row;
import io.evalstream.alert.simulate.Terms;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a simulation of alerts found, the rules side by side: first how they begin, then how they
/// end.
record SimulationTable(Setting setting, List<Row> rows) {

  private static final String BEGIN = "%-10s %-17s %-22s %s";
  private static final String END = "%-10s %-17s %-15s %-36s %s";

  void print(PrintWriter out) {
    line(out, title());
    line(out, "");
    beginnings(out);
    line(out, "");
    line(out, incident());
    line(out, "");
    ends(out);
  }

  private String title() {
    Terms terms = setting.terms();
    return (terms.baseline()
            ? "worse than the day before by %s %%, %s %% normal"
                .formatted(number(100 * terms.by()), percent(1))
            : "limit %s %%".formatted(percent(1)))
        + ", looked at once a minute; interval over %d min, for %d min, resolved after %d min"
            .formatted(
                terms.over().toMinutes(),
                terms.pendingFor().toMinutes(),
                terms.resolveAfter().toMinutes());
  }

  private void beginnings(PrintWriter out) {
    String quiet =
        setting.terms().baseline() ? percent(1) : percent(setting.before()) + " / " + percent(1);
    line(out, BEGIN.formatted("LABELS", "RULE", "FALSE ALARMS IN 30 d", "MINUTES TO SEE"));
    line(
        out,
        BEGIN.formatted(
            "A MINUTE",
            "",
            "at " + quiet + " %",
            each(setting.jumps(), jump -> number(jump) + "x") + ": median (95 %)"));
    for (Row row : rows) {
      line(
          out,
          BEGIN.formatted(
              row.volume(),
              row.contender().title(),
              each(row.falseAlarms(), SimulationTable::count),
              each(row.delays(), SimulationTable::text)));
    }
  }

  private String incident() {
    return "an incident of %d min at %s %%"
        .formatted(setting.incident().lasting().toMinutes(), percent(setting.incident().times()));
  }

  /// With a baseline there is no rate that stays above.
  private void ends(PrintWriter out) {
    boolean stays = !setting.terms().baseline();
    String back = each(setting.incident().back(), this::percent);
    line(
        out,
        END.formatted(
            "LABELS", "RULE", "ALARMS IN IT", "MINUTES TO RESOLVE", stays ? "ALARMS A DAY" : ""));
    line(
        out,
        END.formatted(
            "A MINUTE",
            "",
            "",
            "back at " + back + " %: median (95 %)",
            stays ? "at " + each(setting.above(), this::percent) + " %" : ""));
    for (Row row : rows) {
      line(
          out,
          END.formatted(
              row.volume(),
              row.contender().title(),
              row.ends().isEmpty() ? "" : count(row.ends().getFirst().alarms()),
              each(row.ends().stream().map(End::delay).toList(), SimulationTable::text),
              each(row.alarmsADay(), SimulationTable::count)));
    }
  }

  private static void line(PrintWriter out, String text) {
    out.println(text.stripTrailing());
  }

  private static <T> String each(List<T> values, Function<T, String> text) {
    return values.stream().map(text).collect(Collectors.joining(" / "));
  }

  private static String count(double alarms) {
    return String.format(Locale.ROOT, alarms < 10 ? "%.2f" : "%.0f", alarms);
  }

  private static String text(Delay delay) {
    return minutes(delay.median()) + " (" + minutes(delay.p95()) + ")";
  }

  private static String minutes(double minutes) {
    return Double.isInfinite(minutes) ? "never" : String.format(Locale.ROOT, "%.0f", minutes);
  }

  /// @param times factor of the limit
  private String percent(double times) {
    return number(100 * times * setting.terms().limit());
  }

  private static String number(double number) {
    double rounded = Math.round(number * 1e6) / 1e6;
    return rounded == Math.rint(rounded)
        ? String.format(Locale.ROOT, "%.0f", rounded)
        : String.format(Locale.ROOT, "%s", rounded);
  }
}
