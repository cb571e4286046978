package io.evalstream.app;

import io.evalstream.app.MonitorTopology.Boards;
import io.evalstream.console.ClusterBoards;
import io.evalstream.console.archive.Archive;
import io.evalstream.http.HttpPort;
import io.evalstream.http.Routes;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final MonitorConsole console;
  private final @Nullable MonitorGate gate;
  private final HttpPort http;
  private final Optional<HttpPort> metricsPort;
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
    FirstCounts.begin(config, meters);
    this.judges =
        new JudgeBench(
            config.judges(), config.evaluators(), meters, clock, boards.judging()::share);
    this.gcMetrics = new JvmGcMetrics();
    gcMetrics.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    this.console = new MonitorConsole(config, judges.gates(), meters, clock);
    this.gate =
        config.gate().isOn() ? new MonitorGate(config, judges.bench(), meters, clock) : null;
    this.http = new HttpPort(config.http(), rooms(), clock);
    this.metricsPort =
        config
            .http()
            .forMetrics()
            .map(alone -> HttpPort.forMetrics(alone, new MetricsRoutes(registry, health), clock));
  }

  /// What is answered on the port.
  private List<Routes> rooms() {
    List<Routes> rooms = new ArrayList<>(console.routes());
    rooms.add(new MetricsRoutes(registry, health));
    if (gate != null) {
      rooms.add(gate.routes());
    }
    return rooms;
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
      monitor.metricsPort.ifPresent(HttpPort::start);
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
    console.follow(ready.clusterId());
    if (gate != null) {
      gate.follow();
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

  /// What the console remembers; empty without one.
  public Archive archive() {
    return console.archive();
  }

  /// What all instances say together; empty without a console.
  public ClusterBoards clusterBoards() {
    return console.boards();
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
    if (gate != null) {
      gate.close();
    }
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
    metricsPort.ifPresent(HttpPort::close);
    http.close();
    console.close();
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
