package io.evalstream.devcluster.broker;

import io.evalstream.devcluster.loopback.LoopbackPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One real Kafka node, broker and controller in one, on 127.0.0.1.
///
/// It has transactions, consumer groups and share groups, creates topics on first use with four
/// partitions, and replicates nothing.
///
/// *When to use*: development, the demo and tests. A fault that would end a broker process is only
/// logged here, because the JVM belongs to somebody else.
///
/// *How it works*: both ports are bound first, so that the node knows its address; then the data
/// folder is formatted if it is new; then the controller starts, then the broker.
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final BrokerFolder folder;
  private final Doors doors;
  private final String clusterId;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private boolean closed;

  private EmbeddedBroker(BrokerFolder folder, Doors doors, LoopbackPort quorum) {
    this.folder = folder;
    this.doors = doors;
    BrokerSettings settings = new BrokerSettings(port(), quorum.number(), folder.path());
    KafkaConfig config = new KafkaConfig(doors.settings(settings.properties()), false);
    var stored = KafkaRaftServer.initializeLogDirs(config, log, "[embedded broker] ");
    MetaPropertiesEnsemble properties = stored._1();
    this.clusterId = properties.clusterId().orElseThrow();
    SharedServer shared = shared(config, properties, doors, quorum);
    this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
    this.broker = new BrokerServer(shared);
  }

  /// Starts a broker and waits until it serves clients.
  ///
  /// @param port where clients connect; 0 for any free port
  /// @param data where records are kept over restarts; null for a folder that is deleted on close
  /// @throws io.evalstream.devcluster.loopback.PortInUseException when the port is taken
  public static EmbeddedBroker start(int port, @Nullable Path data) {
    return start(new Doors(LoopbackPort.bind("broker", port), null), data);
  }

  /// Starts a broker with a second listener, on free ports and for as long as it runs.
  public static EmbeddedBroker startSecured(SecuredListener listener) {
    LoopbackPort client = LoopbackPort.bind("broker", 0);
    SecuredDoor secured = new SecuredDoor(LoopbackPort.bind("broker", 0), listener);
    return start(new Doors(client, secured), null);
  }

  private static EmbeddedBroker start(Doors doors, @Nullable Path data) {
    try {
      return startIn(BrokerFolder.take(data), doors);
    } catch (RuntimeException e) {
      doors.close();
      throw e;
    }
  }

  private static EmbeddedBroker startIn(BrokerFolder folder, Doors doors) {
    LoopbackPort quorum = LoopbackPort.bind("broker", 0);
    try {
      folder.formatOnce();
      EmbeddedBroker broker = new EmbeddedBroker(folder, doors, quorum);
      broker.startServers();
      return broker;
    } catch (RuntimeException e) {
      quorum.close();
      folder.release();
      throw new IllegalStateException(
          "broker: cannot start with data in " + folder.path() + ": " + e.getMessage(), e);
    }
  }

  private void startServers() {
    try {
      controller.startup();
      broker.startup();
    } catch (RuntimeException e) {
      stopServers();
      throw e;
    }
  }

  /// The address for clients, `127.0.0.1:<port>`.
  public String bootstrapServers() {
    return "127.0.0.1:" + port();
  }

  /// The address for clients that log in.
  ///
  /// @throws IllegalStateException when it was not started with a secured listener
  public String securedBootstrapServers() {
    SecuredDoor secured = doors.secured();
    if (secured == null) {
      throw new IllegalStateException("broker: must be started with a secured listener");
    }
    return "127.0.0.1:" + secured.port().number();
  }

  /// The port for clients.
  public int port() {
    return doors.client().number();
  }

  /// Identifies the data: the same after a restart on the same folder.
  public String clusterId() {
    return clusterId;
  }

  /// Stops the node, flushes its log and deletes a temporary folder. A second call does nothing.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopServers();
    folder.release();
  }

  private void stopServers() {
    broker.shutdown();
    broker.awaitShutdown();
    controller.shutdown();
    controller.awaitShutdown();
  }

  private static SharedServer shared(
      KafkaConfig config, MetaPropertiesEnsemble properties, Doors doors, LoopbackPort quorum) {
    Map<Integer, InetSocketAddress> voters =
        Map.of(
            BrokerSettings.NODE_ID,
            InetSocketAddress.createUnresolved("127.0.0.1", quorum.number()));
    return new SharedServer(
        config,
        properties,
        Time.SYSTEM,
        new Metrics(),
        CompletableFuture.completedFuture(voters),
        List.of(),
        (name, fatal, action) -> new LoggingFaultHandler(name, action),
        sockets(doors, quorum));
  }

  /// Hands out the sockets that are bound already.
  private static ServerSocketFactory sockets(Doors doors, LoopbackPort quorum) {
    return (listener, address, backlog, receiveBuffer) ->
        nonBlocking(
            listener.equals(BrokerSettings.CONTROLLER_LISTENER) ? quorum : doors.of(listener));
  }

  private static ServerSocketChannel nonBlocking(LoopbackPort port) throws IOException {
    ServerSocketChannel channel = port.channel();
    channel.configureBlocking(false);
    return channel;
  }

  /// The ports for clients.
  private record Doors(LoopbackPort client, @Nullable SecuredDoor secured) {

    Map<String, String> settings(Map<String, String> broker) {
      return secured == null
          ? broker
          : secured.listener().properties(broker, secured.port().number());
    }

    LoopbackPort of(String listener) {
      return secured != null && listener.equals(SecuredListener.NAME) ? secured.port() : client;
    }

    void close() {
      client.close();
      if (secured != null) {
        secured.port().close();
      }
    }
  }

  private record SecuredDoor(LoopbackPort port, SecuredListener listener) {}
}
