package io.evalstream.bench.figures;

import io.evalstream.console.archive.AlertQuery;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.ArchiveFault;
import io.evalstream.console.archive.EvaluationQuery;
import io.evalstream.console.archive.RateQuery;
import io.evalstream.console.archive.Retention;
import io.evalstream.console.archive.TraceQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How long the console takes to answer from a day of judged traces: the median and the slowest
/// twentieth, in this process, without HTTP and pages.
record ConsoleFigure(int traces) implements Figure {

  private static final int ROUNDS = 100;
  private static final double MOST_MILLIS = 100;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MIB = 1024 * 1024;
  private static final long MOST_BYTES = 16L << 30;
  private static final Duration DAY = Duration.ofHours(24);
  private static final int PAGE = 50;
  private static final int RATES = 10_000;

  @Override
  public String name() {
    return "console";
  }

  @Override
  public void measure(Path folder, Table table) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    Path file = folder.resolve(name()).resolve("console.sqlite");
    try (Archive archive =
        new Archive(new Retention(DAY.multipliedBy(2), MOST_BYTES), InstantSource.fixed(now))) {
      archive.locate(file, "bench");
      long began = System.nanoTime();
      new ConsoleDay(archive, traces, now, RandomGenerator.of("L64X128MixRandom")).fill();
      double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
      table.plain("console: traces taken in, with a day of rates", traces / seconds, "/s");
      table.plain("console: the file", archive.state().bytes() / MIB, "MiB");
      questions(archive, now, table);
    } catch (ArchiveFault e) {
      throw new IOException(e);
    }
  }

  private static void questions(Archive archive, Instant now, Table table) {
    time("overview: all that it asks", table, () -> overview(archive, now));
    time("evaluator: a day of minutes", table, () -> minutes(archive, now));
    time("a page of traces", table, () -> archive.traces(traces(null, null, null)));
    time(
        "failing traces of an app",
        table,
        () -> archive.traces(traces("faithfulness", true, null)));
    String common = ConsoleDay.word(0);
    String rare = ConsoleDay.word(ConsoleDay.VOCABULARY - 1);
    time("traces with a rare word", table, () -> archive.traces(traces(null, null, rare)));
    time("traces with a common word", table, () -> archive.traces(traces(null, null, common)));
    time(
        "failing traces with two words",
        table,
        () -> archive.traces(traces("correctness", true, common + " " + rare)));
    time("a page of evaluations", table, () -> archive.evaluations(evaluations()));
    time("one trace", table, () -> archive.trace("trace-000500"));
    time("what filters offer", table, () -> archive.values("label"));
    time("use of judges", table, () -> archive.judgeUse(DAY));
    time("state", table, archive::state);
  }

  private static void overview(Archive archive, Instant now) {
    archive.state();
    archive.evaluators();
    archive.latestRates(null, null);
    archive.rates(
        new RateQuery(
            null, null, "all", "*", Duration.ofHours(1), now.minus(DAY), null, null, RATES));
    archive.standingAlerts();
    archive.alerts(new AlertQuery(null, null, null, null, now.minus(DAY), null, null, PAGE));
  }

  private static void minutes(Archive archive, Instant now) {
    archive.rates(
        new RateQuery(
            "docs-bot",
            "faithfulness",
            "all",
            "*",
            Duration.ofMinutes(1),
            now.minus(DAY),
            null,
            null,
            RATES));
  }

  private static TraceQuery traces(
      @Nullable String evaluator, @Nullable Boolean failing, @Nullable String text) {
    return new TraceQuery(
        evaluator == null ? null : "docs-bot",
        evaluator,
        null,
        failing,
        null,
        null,
        null,
        null,
        null,
        null,
        text,
        null,
        PAGE);
  }

  private static EvaluationQuery evaluations() {
    return new EvaluationQuery(
        "docs-bot", "faithfulness", null, true, null, null, null, null, null, null, null, PAGE);
  }

  private static void time(String what, Table table, Runnable question) {
    question.run();
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long began = System.nanoTime();
      question.run();
      millis[i] = (System.nanoTime() - began) / NANOS_PER_MILLI;
    }
    Arrays.sort(millis);
    table.most("console, median: " + what, millis[ROUNDS / 2], MOST_MILLIS, "ms");
    table.note(String.format(Locale.ROOT, "p95 %.2f ms", millis[ROUNDS * 95 / 100]));
  }
}
