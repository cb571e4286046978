package io.evalstream.app;

import io.evalstream.app.MonitorTopology.Boards;
import io.evalstream.metric.Exemplars;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.topic.ValueSerdes;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A running monitor: the topology, the judges, and the HTTP port.
public final class Monitor implements AutoCloseable {

  private static final int DRAIN_STEP_MILLIS = 20;

  private final MonitorConfig config;
  private final InstantSource clock;
  private final PrometheusMeterRegistry registry;
  private final Meters meters;
  private final Boards boards;
  private final JudgeBench judges;
  private final JvmGcMetrics gcMetrics;
  private final Health health = new Health();
  private final MonitorHttp http;
  private final CountDownLatch failed = new CountDownLatch(1);

  // Null until Kafka and the registry have answered.
  private @Nullable Pipeline pipeline;
  private @Nullable JudgeWatch watch;
  private @Nullable EvaluationExport export;

  private Monitor(MonitorConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.registry = Exemplars.registry();
    registry.config().meterFilter(new StreamsMeterFilter());
    this.meters = new Meters(registry);
    this.boards = Boards.create(meters, clock);
    BoardMeters.register(boards, config.apps(), meters);
    this.judges =
        new JudgeBench(
            config.judges(), config.evaluators(), meters, clock, boards.judging()::share);
    this.gcMetrics = new JvmGcMetrics();
    gcMetrics.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    this.http = new MonitorHttp(config.http(), registry, health, boards, judges.gates());
  }

  /// Serves health and metrics, waits for Kafka and the registry, then starts the topology.
  ///
  /// @throws RefusedException when Kafka does not let the monitor in
  /// @throws TopicsException when the topics do not fit
  public static Monitor start(MonitorConfig config, InstantSource clock)
      throws InterruptedException {
    Monitor monitor = new Monitor(config, clock);
    try {
      monitor.http.start();
      monitor.begin(new StartUp(config.kafka()).await());
      return monitor;
    } catch (RuntimeException | InterruptedException e) {
      monitor.close();
      throw e;
    }
  }

  private void begin(StartUp.Ready ready) {
    MonitorTopology topology =
        new MonitorTopology(
            config,
            ready.partitions(),
            judges.bench(),
            new ValueSerdes(config.kafka().clients()),
            boards,
            meters,
            clock);
    pipeline =
        Pipeline.start(
            topology, ready.clusterId(), registry, meters, health, clock, failed::countDown);
    if (config.judgeWatch().isOn()) {
      watch = JudgeWatch.start(config, judges.bench(), boards.drift(), meters, clock);
    }
    if (config.export().isOn()) {
      export = EvaluationExport.start(config, meters);
    }
  }

  /// Port of metrics, health and API.
  public int port() {
    return http.port();
  }

  public Boards boards() {
    return boards;
  }

  public FunnelBoard funnel() {
    return boards.funnel();
  }

  public Health health() {
    return health;
  }

  /// Blocks until the monitor has failed for good.
  public void awaitFailure() throws InterruptedException {
    failed.await();
  }

  /// Ends running calls within the drain time, leaves the group, and stops.
  @Override
  public void close() {
    health.stopping();
    boards.judging().stopCalling();
    boards.notifying().stopCalling();
    if (watch != null) {
      watch.close();
    }
    drain(config.judging().drain());
    if (pipeline != null) {
      pipeline.close();
    }
    // Last, so that what the pipeline ended with goes out too, where that takes no time.
    if (export != null) {
      export.close();
    }
    gcMetrics.close();
    http.close();
    judges.close();
    registry.close();
  }

  /// Running calls: judgements, and messages that would be told again by the next owner.
  private int calling() {
    return boards.judging().calling() + boards.notifying().calling();
  }

  private void drain(Duration budget) {
    long until = System.nanoTime() + budget.toNanos();
    try {
      while (calling() > 0 && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(DRAIN_STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
