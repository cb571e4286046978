package io.evalstream.app;

import io.evalstream.metric.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topology at work.
final class Pipeline implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;

  private Pipeline(KafkaStreams streams, KafkaStreamsMetrics metrics) {
    this.streams = streams;
    this.metrics = metrics;
  }

  /// @param clusterId state of another cluster is kept apart: offsets in it would mean nothing here
  /// @param onFailure called once, when the topology has failed for good
  static Pipeline start(
      MonitorTopology topology,
      String clusterId,
      MeterRegistry registry,
      Meters meters,
      Health health,
      InstantSource clock,
      Runnable onFailure) {
    KafkaConfig config = topology.config().kafka();
    Properties properties = StreamsProperties.of(config);
    Path folder = config.stateDirectory().resolve(clusterId);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    Topology built = topology.build();
    KafkaStreams streams = new KafkaStreams(built, properties);
    streams.setUncaughtExceptionHandler(new ThreadFailures(config.threads(), clock));
    streams.setStateListener(
        (state, before) -> {
          health.changed(state);
          if (state == KafkaStreams.State.ERROR) {
            onFailure.run();
          }
        });
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(registry);
    PipelineMeters.register(
        meters,
        built.describe(),
        config.applicationId(),
        new ConsumerLag(streams::metrics, clock),
        new StateFolder(folder.resolve(config.applicationId()), clock));
    Pipeline pipeline = new Pipeline(streams, metrics);
    try {
      streams.start();
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /// Leaves the group, so that others take over at once, and stops.
  @Override
  public void close() {
    boolean closed =
        streams.close(
            CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    if (!closed) {
      LOG.warn("stream threads did not stop in time; what they held is taken up at the next start");
    }
    metrics.close();
  }
}
