package io.evalstream.bench.figures;

import java.io.PrintStream;
import java.util.Locale;

/// What was measured, beside what was to be reached.
///
/// *Threading:* one thread.
final class Table {

  private final PrintStream out;
  private int missed;

  Table(PrintStream out) {
    this.out = out;
  }

  /// How many figures did not reach their goal.
  int missed() {
    return missed;
  }

  void head() {
    line("what", "measured", "to reach", "");
  }

  /// A ratio that is better when it is larger.
  void ratio(String what, double measured, double atLeast) {
    line(
        what,
        String.format(Locale.ROOT, "%.3f", measured),
        ">= " + atLeast,
        mark(measured >= atLeast));
  }

  /// A figure that is better when it is smaller.
  void most(String what, double measured, double atMost, String unit) {
    line(
        what,
        number(measured) + " " + unit,
        "<= " + number(atMost) + " " + unit,
        mark(measured <= atMost));
  }

  /// A figure without a goal.
  void plain(String what, double measured, String unit) {
    line(what, number(measured) + " " + unit, "", "");
  }

  /// More about the figure above.
  void note(String text) {
    out.println("  " + text);
    out.flush();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
  }

  private String mark(boolean reached) {
    missed += reached ? 0 : 1;
    return reached ? "" : "NOT REACHED";
  }

  private void line(String what, String measured, String toReach, String mark) {
    out.println("%-68s %14s %14s %s".formatted(what, measured, toReach, mark).stripTrailing());
    out.flush();
  }
}
