package io.evalstream.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one port of the monitor: who may ask is decided here, what is answered by the rooms.
///
/// *Threading:* each request has a virtual thread of its own, and may wait on it.
public final class HttpPort implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

  private final HttpConfig config;
  private final List<Routes> rooms;
  private final Javalin server;

  public HttpPort(HttpConfig config, List<? extends Routes> rooms, InstantSource clock) {
    this.config = config;
    this.rooms = List.copyOf(rooms);
    this.server = Javalin.create(javalin -> configure(javalin, clock));
  }

  private void configure(JavalinConfig javalin, InstantSource clock) {
    javalin.startup.showJavalinBanner = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.http.prefer405over404 = true;
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    Session session = session(config, clock);
    javalin.routes.before(new Guard(session)::look);
    new LoginRoutes(session, clock).addTo(javalin.routes);
    rooms.forEach(room -> room.addTo(javalin.routes));
    javalin.routes.exception(ProblemException.class, (e, context) -> e.problem().answer(context));
    javalin.routes.exception(HttpResponseException.class, HttpPort::refused);
    javalin.routes.exception(Exception.class, HttpPort::failed);
  }

  private static @Nullable Session session(HttpConfig config, InstantSource clock) {
    return config.token() == null ? null : new Session(config.token(), clock);
  }

  /// @throws IllegalStateException when the port is taken
  public void start() {
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

  public int port() {
    return server.port();
  }

  /// A path that is not there, or not with this method.
  private static void refused(HttpResponseException refusal, Context context) {
    String methods = refusal.getDetails().get("availableMethods");
    if (methods != null) {
      context.header("Allow", methods);
    }
    HttpStatus status = HttpStatus.forStatus(refusal.getStatus());
    String detail =
        status == HttpStatus.NOT_FOUND
            ? "there is nothing at this path; /api/v1/openapi.json lists what there is"
            : String.valueOf(refusal.getMessage());
    Problem.of(status, detail).answer(context);
  }

  private static void failed(Exception failure, Context context) {
    LOG.atError().addKeyValue("path", context.path()).setCause(failure).log("a request failed");
    Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR, "the request failed; the log of the monitor says why")
        .answer(context);
  }

  @Override
  public void close() {
    rooms.forEach(Routes::close);
    server.stop();
  }
}
