package io.evalstream.bench.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// How near the monitor comes to what its judge allows: judgements that ended a second over `calls
/// in flight / latency of the judge`.
///
/// Traces are published a little faster than they can be judged, so the queue is never empty, and
/// events are read while they are judged, as in production. After a warm-up the rate is taken over
/// some time, and with it the CPU of each process.
record EfficiencyFigure(Shape shape, int inFlight, Duration latency, double toReach)
    implements Figure {

  private static final Duration WARM_UP = Duration.ofSeconds(45);
  private static final Duration MEASURED = Duration.ofSeconds(30);
  private static final double MORE_THAN_CAN_BE = 1.05;
  private static final double BACKLOG_SECONDS = 2;

  private record Reading(
      long nanos, long ended, double monitor, double cluster, double judge, double idle) {

    static Reading of(Rig rig) throws IOException, InterruptedException {
      return new Reading(
          System.nanoTime(),
          rig.ended(),
          Cpu.seconds(rig.monitor().jvm().pid()),
          Cpu.seconds(rig.cluster().jvm().pid()),
          Cpu.seconds(rig.judge().jvm().pid()),
          Cpu.idleSeconds());
    }
  }

  @Override
  public String name() {
    return "efficiency-%s-%d-%dms"
        .formatted(shape.name().toLowerCase(Locale.ROOT), inFlight, latency.toMillis());
  }

  @Override
  public void measure(Path folder, Table table) throws IOException, InterruptedException {
    RigOptions options = RigOptions.of(name(), shape, inFlight, latency);
    try (Rig rig = Rig.start(options, folder)) {
      rig.publish((long) (options.limitPerSecond() * BACKLOG_SECONDS / shape.judgements()));
      double rate = options.limitPerSecond() * MORE_THAN_CAN_BE;
      rig.load(rate, WARM_UP);
      Reading from = Reading.of(rig);
      rig.load(rate, MEASURED);
      Reading until = Reading.of(rig);
      tell(table, options, from, until);
    }
  }

  private void tell(Table table, RigOptions options, Reading from, Reading until) {
    long ended = until.ended - from.ended;
    double seconds = (until.nanos - from.nanos) / 1e9;
    double efficiency = ended / seconds / options.limitPerSecond();
    String what =
        "efficiency, %d in flight, %d ms, %d judgements a trace"
            .formatted(inFlight, latency.toMillis(), shape.judgements());
    table.ratio(what, efficiency, toReach);
    table.note(
        String.format(
            Locale.ROOT,
            "%.0f judgements/s of %.0f; CPU a judgement: monitor %.0f us, broker %.0f us, judge"
                + " %.0f us; processors idle %.0f %%",
            ended / seconds,
            options.limitPerSecond(),
            micros(from.monitor, until.monitor, ended),
            micros(from.cluster, until.cluster, ended),
            micros(from.judge, until.judge, ended),
            100 * (until.idle - from.idle) / seconds / Runtime.getRuntime().availableProcessors()));
  }

  private static double micros(double from, double until, long judgements) {
    return (until - from) * 1e6 / judgements;
  }
}
