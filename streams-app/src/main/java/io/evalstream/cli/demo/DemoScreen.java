package io.evalstream.cli.demo;

import io.evalstream.alert.AlertBoard.Standing;
import io.evalstream.app.MonitorTopology.Boards;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The live summary: per app and evaluator the rate of the last minute with its interval, the state
/// of its alert, and the funnel. On a terminal it stays in place; elsewhere it is printed anew now
/// and then.
public final class DemoScreen {

  private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
  private static final Duration ELSEWHERE = Duration.ofSeconds(15);
  private static final String CLEAR = "\u001b[H\u001b[J";
  private static final Comparator<Standing> ORDER =
      Comparator.comparing(Standing::app).thenComparing(Standing::evaluator);

  private final PrintWriter out;
  private final Boards boards;
  private final String address;
  private final boolean terminal;
  private final Instant started = Instant.now();

  /// @param terminal whether the screen can be redrawn in place
  public DemoScreen(PrintWriter out, Boards boards, String address, boolean terminal) {
    this.out = out;
    this.boards = boards;
    this.address = address;
    this.terminal = terminal;
  }

  /// Time between two pictures.
  public Duration every() {
    return terminal ? ON_TERMINAL : ELSEWHERE;
  }

  /// @param messages what Slack would have received, oldest first
  public void show(List<String> messages) {
    if (terminal) {
      out.print(CLEAR);
    }
    long seconds = Duration.between(started, Instant.now()).toSeconds();
    out.printf(
        "Evalstream demo  %d:%02d  console %s  (Ctrl-C ends it)%n%n",
        seconds / 60, seconds % 60, address);
    out.printf(
        Locale.ROOT,
        "%-20s %-19s %9s  %-17s %5s  %s%n",
        "APP",
        "EVALUATOR",
        "FAILING",
        "95 % INTERVAL",
        "N",
        "ALERT (last minute)");
    boards.alerts().standings().stream().sorted(ORDER).forEach(this::row);
    out.println();
    FunnelText.of(boards.funnel().counts(), boards.judging().pending())
        .lines()
        .forEach(out::println);
    if (!messages.isEmpty()) {
      out.printf("%nSlack received%n");
      messages.forEach(message -> out.println("  " + message.replace("\n", "\n  ")));
    }
    out.println();
    out.flush();
  }

  private void row(Standing standing) {
    Double rate = standing.rate();
    out.printf(
        Locale.ROOT,
        "%-20s %-19s %9s  %-17s %5d  %s%n",
        standing.app(),
        standing.evaluator(),
        rate == null ? "-" : percent(rate),
        rate == null ? "-" : percent(standing.low()) + " to " + percent(standing.high()),
        standing.judged(),
        alert(standing));
  }

  private static String alert(Standing standing) {
    Double threshold = standing.threshold();
    String limit = threshold == null ? "" : "limit " + percent(threshold);
    String state =
        switch (standing.state()) {
          case "firing" ->
              "FIRING for " + Duration.between(standing.since(), Instant.now()).toSeconds() + " s";
          case "pending" -> "pending";
          default -> "";
        };
    return state.isEmpty() || limit.isEmpty() ? state + limit : state + ", " + limit;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
