package io.evalstream.devcluster;

import io.evalstream.devcluster.broker.EmbeddedBroker;
import io.evalstream.devcluster.registry.EmbeddedRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A broker and a schema registry in this JVM.
///
/// With a data folder, records are in its `kafka` and schemas in its `registry`, so that ids in old
/// records keep their meaning after a restart.
public final class DevCluster implements AutoCloseable {

  private final EmbeddedRegistry registry;
  private final EmbeddedBroker broker;

  private DevCluster(EmbeddedRegistry registry, EmbeddedBroker broker) {
    this.registry = registry;
    this.broker = broker;
  }

  /// Starts both and waits until they serve clients.
  ///
  /// @throws io.evalstream.devcluster.loopback.PortInUseException when a port is taken
  public static DevCluster start(DevClusterOptions options) {
    Path data = options.data();
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(options.registryPort(), within(data, "registry"));
    try {
      return new DevCluster(
          registry, EmbeddedBroker.start(options.kafkaPort(), within(data, "kafka")));
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  private static @Nullable Path within(@Nullable Path data, String folder) {
    return data == null ? null : data.resolve(folder);
  }

  /// The address of the broker, `127.0.0.1:<port>`.
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /// The address of the schema registry, without a slash at the end.
  public String registryUrl() {
    return registry.url();
  }

  /// Stops both; the broker first flushes its log.
  @Override
  public void close() {
    try {
      broker.close();
    } finally {
      registry.close();
    }
  }
}
