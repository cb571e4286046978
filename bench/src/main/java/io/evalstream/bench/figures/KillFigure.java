package io.evalstream.bench.figures;

import io.evalstream.bench.chaos.ActKind;
import io.evalstream.bench.chaos.ChaosOptions;
import io.evalstream.bench.chaos.ChaosRun;
import io.evalstream.bench.chaos.Protocol;
import io.evalstream.bench.chaos.Report;
import io.evalstream.bench.oracle.Takeover;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Kills one of two monitors again and again under load: what is lost and doubled, how many calls
/// are made twice, and how long the partitions of the one that was killed stand still.
record KillFigure(int kills) implements Figure {

  private static final long SEED = 21;
  private static final double TRACES_PER_SECOND = 20;
  private static final Duration TIME_OF_EACH = Duration.ofSeconds(20);
  private static final Duration MORE_THAN_THE_SESSION = Duration.ofSeconds(5);
  private static final double MILLIS = 1_000;

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public void measure(Path folder, Table table) throws IOException, InterruptedException {
    Report report =
        ChaosRun.of(
            new ChaosOptions(
                SEED,
                TIME_OF_EACH.multipliedBy(kills),
                TRACES_PER_SECOND,
                Protocol.CLASSIC,
                Map.of(ActKind.KILL, kills),
                false,
                folder.resolve(name())));
    String what = " after " + kills + " x kill -9 under load";
    table.most("violations: judgements lost or doubled" + what, report.violations().size(), 0, "");
    table.most(
        "calls made twice, for each kill",
        report.calls().repeated() / (double) kills,
        report.mostRepeatedByAKill(),
        "");
    table.most(
        "takeover of the slowest partition, classic protocol",
        slowest(report).toMillis() / MILLIS,
        Protocol.SESSION.plus(MORE_THAN_THE_SESSION).toMillis() / MILLIS,
        "s");
    table.note(
        String.format(
            Locale.ROOT,
            "%d judgements, %d evaluations, %d calls; session timeout %d s; %d partitions moved",
            report.judgements(),
            report.evaluations().size(),
            report.calls().total(),
            Protocol.SESSION.toSeconds(),
            report.takeovers().stream().mapToInt(takeover -> takeover.times().size()).sum()));
    report.violations().forEach(violation -> table.note(violation.toString()));
  }

  private static Duration slowest(Report report) {
    return report.takeovers().stream()
        .map(Takeover::times)
        .filter(times -> !times.isEmpty())
        .map(times -> times.getLast())
        .max(Duration::compareTo)
        .orElseThrow(() -> new IllegalStateException("no partition moved:\n" + report.text()));
  }
}
