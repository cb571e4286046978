package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.topic.TopicNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StartUpIT {

  /// The broker answers whether it is there, and then goes away for longer than a request lasts.
  @Test
  void kafkaGoesAwayBetweenTwoSteps_isAskedAgain() throws Exception {
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.ephemeral());
        Door door = Door.to(Integer.parseInt(cluster.bootstrapServers().split(":", -1)[1]))) {

      StartUp.Ready ready = new StartUp(config(door, cluster)).await();

      assertThat(ready.partitions()).isEqualTo(3);
      assertThat(ready.clusterId()).isNotEmpty();
      assertThat(door.slammed.get()).isEqualTo(Door.SLAMS);
    }
  }

  private static KafkaConfig config(Door door, DevCluster cluster) {
    return new KafkaConfig(
        Map.of(
            "bootstrap.servers",
            door.address(),
            "schema.registry.url",
            cluster.registryUrl(),
            // A connection that is slammed is tried again after this time, so that a request sees
            // nothing else while it lasts.
            "reconnect.backoff.ms",
            "1000",
            "reconnect.backoff.max.ms",
            "1000"),
        new TopicNames("start."),
        true,
        3,
        "start",
        1,
        Path.of("state"));
  }

  /// Lets the first connection through to the broker, slams the next ones, and is open from then
  /// on.
  private static final class Door implements AutoCloseable {

    private static final int SLAMS = 8;

    private final ServerSocket server;
    private final int broker;
    private final AtomicInteger slammed = new AtomicInteger();

    private Door(ServerSocket server, int broker) {
      this.server = server;
      this.broker = broker;
    }

    static Door to(int broker) throws IOException {
      Door door = new Door(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), broker);
      Thread.ofVirtual().start(door::serve);
      return door;
    }

    String address() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
      try {
        pass(server.accept());
        while (slammed.get() < SLAMS) {
          server.accept().close();
          slammed.incrementAndGet();
        }
        while (true) {
          pass(server.accept());
        }
      } catch (IOException e) {
        // The door is closed.
      }
    }

    private void pass(Socket client) throws IOException {
      Socket out = new Socket(InetAddress.getLoopbackAddress(), broker);
      Thread.ofVirtual().start(() -> copy(client, out));
      Thread.ofVirtual().start(() -> copy(out, client));
    }

    private static void copy(Socket from, Socket to) {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        in.transferTo(out);
      } catch (IOException e) {
        // One end is gone, and so the other.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
