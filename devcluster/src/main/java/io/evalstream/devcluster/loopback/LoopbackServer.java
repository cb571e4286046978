package io.evalstream.devcluster.loopback;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// An HTTP server on 127.0.0.1 whose handlers may block: each runs on its own virtual thread.
///
/// Closing it interrupts the handlers that still run.
public final class LoopbackServer implements AutoCloseable {

  private static final int MAX_REQUEST_BYTES = 32 << 20;
  private static final int PLATFORM_THREADS = 16;

  /// Longer than any reply may be delayed.
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);

  private final LoopbackPort port;
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final Javalin javalin;

  private LoopbackServer(LoopbackPort port, Consumer<RoutesConfig> routes) {
    this.port = port;
    this.javalin = Javalin.create(config -> configure(config, routes));
  }

  /// Starts a server.
  ///
  /// @param owner what is served, for the message of a failure
  /// @param port 0 for any free one
  /// @param routes adds the routes and the handlers of exceptions
  /// @throws PortInUseException when the port is taken
  public static LoopbackServer start(String owner, int port, Consumer<RoutesConfig> routes) {
    LoopbackPort bound = LoopbackPort.bind(owner, port);
    try {
      LoopbackServer server = new LoopbackServer(bound, routes);
      server.javalin.start();
      return server;
    } catch (RuntimeException e) {
      bound.close();
      throw e;
    }
  }

  private void configure(JavalinConfig config, Consumer<RoutesConfig> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = MAX_REQUEST_BYTES;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = threads();
    config.jetty.addConnector(this::connector);
    routes.accept(config.routes);
  }

  private QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("loopback-" + port.number());
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(handlers);
    return threads;
  }

  private Connector connector(Server server, HttpConfiguration http) {
    server.setStopTimeout(0);
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    try {
      connector.open(port.channel());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector;
  }

  /// The port that it listens on, never 0.
  public int port() {
    return port.number();
  }

  /// The address without a slash at the end.
  public String url() {
    return "http://127.0.0.1:" + port.number();
  }

  @Override
  public void close() {
    handlers.shutdownNow();
    javalin.stop();
    port.close();
  }
}
