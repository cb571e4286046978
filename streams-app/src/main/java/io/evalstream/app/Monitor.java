package io.evalstream.app;

import io.evalstream.app.MonitorTopology.Boards;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.topic.ValueSerdes;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running monitor: the topology, the judges, and the HTTP port.
public final class Monitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);
  private static final int DRAIN_STEP_MILLIS = 20;

  private final MonitorConfig config;
  private final PrometheusMeterRegistry registry;
  private final Boards boards;
  private final JudgeBench judges;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final JvmGcMetrics gcMetrics;
  private final Health health;
  private final MonitorHttp http;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Monitor(MonitorConfig config, int partitions, InstantSource clock) {
    this.config = config;
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new StreamsMeterFilter());
    Meters meters = new Meters(registry);
    this.boards = Boards.create(meters, clock);
    BoardMeters.register(boards, meters);
    this.judges = new JudgeBench(config.judges(), config.evaluators(), meters, clock);
    ValueSerdes serdes = new ValueSerdes(config.kafka().clients());
    MonitorTopology topology =
        new MonitorTopology(config, partitions, judges.bench(), serdes, boards, meters, clock);
    this.streams = new KafkaStreams(topology.build(), StreamsProperties.of(config.kafka()));
    this.health = new Health(streams);
    streams.setUncaughtExceptionHandler(new ThreadFailures(clock));
    streams.setStateListener(
        (state, before) -> {
          health.changed(state);
          if (state == KafkaStreams.State.ERROR) {
            stopped.countDown();
          }
        });
    this.gcMetrics = new JvmGcMetrics();
    gcMetrics.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    this.streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(registry);
    this.http = new MonitorHttp(config.http(), registry, health, boards, judges.gates());
  }

  /// Waits for Kafka and the registry, then starts everything.
  ///
  /// @throws TopicsException when the topics do not fit
  public static Monitor start(MonitorConfig config, InstantSource clock)
      throws InterruptedException {
    int partitions = new StartUp(config.kafka()).await();
    Monitor monitor = new Monitor(config, partitions, clock);
    try {
      monitor.http.start();
      monitor.streams.start();
      return monitor;
    } catch (RuntimeException e) {
      monitor.close();
      throw e;
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
    stopped.await();
  }

  /// Ends running calls within the drain time, leaves the group, and stops.
  @Override
  public void close() {
    health.stopping();
    boards.judging().stopCalling();
    boards.notifying().stopCalling();
    drain(config.judging().drain());
    boolean closed =
        streams.close(
            CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    if (!closed) {
      LOG.warn("stream threads did not stop in time; what they held is taken up at the next start");
    }
    streamsMetrics.close();
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
