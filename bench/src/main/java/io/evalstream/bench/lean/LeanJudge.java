package io.evalstream.bench.lean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// A judge for benchmarks: OpenAI's chat completions on raw sockets. It says the first label that
/// it is offered, after a fixed latency, and never fails.
///
/// *When to use:* where the figure is of the monitor, and the judge must not take its cores. A
/// judge that knows labels and faults is the stub of `devcluster`.
///
/// *How it works:* one virtual thread for each connection, one carrier for them all. A request is
/// read by its length and not parsed.
public final class LeanJudge implements AutoCloseable {

  // Thousands of clients may come at once.
  private static final int BACKLOG = 4096;

  private final ServerSocket server;
  private final Duration latency;

  private LeanJudge(ServerSocket server, Duration latency) {
    this.server = server;
    this.latency = latency;
  }

  /// @param arguments `PORT LATENCY_MILLIS`; port 0 for any free one
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // More carriers would only wake each other.
    System.setProperty("jdk.virtualThreadScheduler.parallelism", "1");
    LeanJudge judge =
        start(Integer.parseInt(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])));
    System.out.println("judge  " + judge.baseUrl());
    Thread.currentThread().join();
  }

  /// Starts one.
  ///
  /// @param port 0 for any free one
  static LeanJudge start(int port, Duration latency) throws IOException {
    LeanJudge judge =
        new LeanJudge(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), latency);
    Thread.ofPlatform().daemon().name("accept").start(judge::accept);
    return judge;
  }

  /// The base address of its API.
  String baseUrl() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// A client that goes away, or that does not speak this much HTTP, loses its connection.
  private void serve(Socket socket) {
    try (socket) {
      RequestReader requests = new RequestReader(socket.getInputStream());
      while (requests.next()) {
        String label = requests.firstLabel();
        Thread.sleep(latency);
        socket.getOutputStream().write(Completion.saying(label, System.currentTimeMillis()));
      }
    } catch (IOException e) {
      // Its end of the connection will see.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
