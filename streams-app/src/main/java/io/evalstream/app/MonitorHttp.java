package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.http.Routes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.util.JavalinBindException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one port of the monitor: who may ask is decided here, what is answered by the rooms.
final class MonitorHttp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MonitorHttp.class);

  private final HttpConfig config;
  private final Javalin server;

  MonitorHttp(HttpConfig config, List<? extends Routes> rooms) {
    this.config = config;
    this.server = Javalin.create(javalin -> configure(javalin, rooms));
  }

  private void configure(JavalinConfig javalin, List<? extends Routes> rooms) {
    javalin.startup.showJavalinBanner = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.routes.before(this::authorize);
    rooms.forEach(room -> room.addTo(javalin.routes));
    javalin.routes.exception(Exception.class, MonitorHttp::failed);
  }

  /// @throws IllegalStateException when the port is taken
  void start() {
    try {
      server.start(config.host(), config.port());
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "http.port "
              + config.port()
              + " on "
              + config.host()
              + " cannot be used: "
              + e.getMessage()
              + " Choose another with http.port, or with --port for the demo.",
          e);
    }
  }

  int port() {
    return server.port();
  }

  /// Health is for probes that carry no token.
  private void authorize(Context context) {
    if (config.token() == null || context.path().startsWith("/health/")) {
      return;
    }
    byte[] wanted = ("Bearer " + config.token().reveal()).getBytes(UTF_8);
    String given = context.header("Authorization");
    if (given == null || !MessageDigest.isEqual(wanted, given.getBytes(UTF_8))) {
      throw new UnauthorizedResponse("send the header Authorization: Bearer <http.token>");
    }
  }

  private static void failed(Exception failure, Context context) {
    LOG.atError().addKeyValue("path", context.path()).setCause(failure).log("a request failed");
    context
        .status(500)
        .json(Map.of("error", "the request failed; the log of the monitor says why"));
  }

  @Override
  public void close() {
    server.stop();
  }
}
