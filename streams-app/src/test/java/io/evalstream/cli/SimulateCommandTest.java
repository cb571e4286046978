package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {

  private static final List<String> SMALL =
      List.of(
          "simulate",
          "alerts",
          "--volumes",
          "20",
          "--days",
          "2",
          "--repetitions",
          "2",
          "--incidents",
          "4",
          "--lasting",
          "60");
  private static final String DELAY = "(\\d+|never) \\((\\d+|never)\\)";
  private static final String COUNT = "\\d+(\\.\\d\\d)?";

  private static Program run(String... more) {
    Object[] words = SMALL.toArray();
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Program.run(all);
  }

  @Test
  void help_namesEachOption() {
    Program help = Program.run("simulate", "alerts", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains(
            "--limit",
            "--before",
            "--jumps",
            "--incident",
            "--lasting",
            "--back",
            "--above",
            "--volumes",
            "--turns",
            "--days",
            "--repetitions",
            "--incidents",
            "--deff",
            "--over",
            "--for",
            "--resolve-after",
            "--baseline",
            "--by",
            "--seed",
            "--threads",
            "--false-alarms-per-30-days");
  }

  @Test
  void tables_haveOneRowForEachRule() {
    Program run = run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines)
        .startsWith(
            "limit 5 %, looked at once a minute; interval over 5 min, for 0 min, resolved after 5"
                + " min",
            "",
            "LABELS     RULE              FALSE ALARMS IN 30 d   MINUTES TO SEE",
            "A MINUTE                     at 4 / 5 %             1.5x / 2x / 4x: median (95 %)")
        .contains("an incident of 60 min at 15 %");
    assertThat(lines.subList(3, 7))
        .filteredOn(line -> line.startsWith("20 "))
        .hasSize(3)
        .allMatch(line -> matches(line, COUNT + " / " + COUNT, list(DELAY, 3)));
    assertThat(lines.subList(12, 15))
        .extracting(line -> line.substring(11, 28).strip())
        .containsExactly("sequential", "interval", "threshold, 1 min");
    assertThat(lines.subList(12, 15)).allMatch(line -> matches(line, COUNT, list(DELAY, 2), COUNT));
    assertThat(lines).hasSize(15).noneMatch(line -> line.endsWith(" "));
  }

  private static String list(String pattern, int times) {
    return String.join(" / ", java.util.Collections.nCopies(times, pattern));
  }

  private static boolean matches(String line, String... columns) {
    return Pattern.matches(
        "20 +(sequential|interval|threshold, 1 min) +" + String.join(" +", columns), line);
  }

  /// A plain threshold needs no minute more than the first one: at 20 labels a minute and a rate of
  /// 1 each minute is above the limit, and none at a rate of 0.
  @Test
  void figures_areThoseOfTheTrials() {
    Program run =
        run("--before", "0", "--jumps", "20", "--incident", "20", "--back", "0", "--above", "20");

    List<String> threshold = run.out().lines().filter(line -> line.contains("threshold")).toList();
    assertThat(threshold.get(0)).containsPattern("threshold, 1 min  0\\.00 / \\d+ +1 \\(1\\)$");
    assertThat(threshold.get(1)).containsPattern("threshold, 1 min  1\\.00 +1 \\(1\\) +0\\.50$");
  }

  @Test
  void sameSeed_isTheSameOnAnyNumberOfThreads() {
    String one = run("--threads", "1").out();

    assertThat(run("--threads", "3").out()).isEqualTo(one);
    assertThat(run("--seed", "2").out()).isNotEqualTo(one);
  }

  @Test
  void baseline_hasOneQuietRate_andNoneThatStaysAbove() {
    Program run = run("--baseline", "--by", "0.2", "--jumps", "4", "--back", "1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("worse than the day before by 20 %, 5 % normal, looked at once a minute")
        .contains("at 5 %                 4x: median (95 %)")
        .doesNotContain("ALARMS A DAY");
  }

  /// The rate is out of the last minute at once, and has to stay so.
  @Test
  void longerHysteresis_resolvesLater() {
    assertThat(interval("0")).isLessThan(interval("30")).isLessThan(30);
    assertThat(interval("30")).isBetween(30.0, 90.0);
  }

  private static double interval(String resolveAfter) {
    String row =
        run("--resolve-after", resolveAfter, "--back", "0.2")
            .out()
            .lines()
            .filter(line -> line.contains("interval "))
            .skip(2)
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(row.strip().split(" +")[3]);
  }

  @Test
  void wrongOptions_exitWithTwo_andSayWhatIsRight() {
    assertWrong("--limit must be from 0.001 to 0.9, was 5.0", "--limit", "5");
    assertWrong("--jumps must be above 1, was [0.5]", "--jumps", "0.5");
    assertWrong("--incident must be above 1, was 1.0", "--incident", "1");
    assertWrong("--back must be from 0 to 1, was [1.5]", "--back", "1.5");
    assertWrong("--above must be above 1, was [1.0]", "--above", "1");
    assertWrong("--turns must be from 1 to 1000, was 0", "--turns", "0");
    assertWrong("--deff must be from 1 to 1000, was 0.5", "--deff", "0.5");
    assertWrong("--resolve-after must be from 0 to 360, was -1", "--resolve-after", "-1");
    assertWrong("--for must be from 0 to 360, was 361", "--for", "361");
    assertWrong("--by must be from 0 to 10, was -1.0", "--by", "-1");
    assertWrong("--threads must be from 1 to 256, was 0", "--threads", "0");
    assertWrong("Invalid value for option '--seed'", "--seed", "x");
    assertWrong("Unknown option", "--volume", "10");
  }

  private static void assertWrong(String message, String... words) {
    Program run = run(words);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  /// A bar is for people: without a terminal there is nothing to clear.
  @Test
  void progress_isNoPartOfTheOutput() {
    Program run = run();

    assertThat(run.out()).doesNotContain("trial", "\r", "\u001b");
    assertThat(run.err()).doesNotContain("\r", "\u001b", "#");
  }
}
