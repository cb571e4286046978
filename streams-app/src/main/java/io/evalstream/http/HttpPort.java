package io.evalstream.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port of the monitor: who may ask is decided here, what is answered by the rooms.
///
/// *Threading:* each request has a virtual thread of its own, and may wait on it.
public final class HttpPort implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

  private final HttpConfig config;
  private final boolean isForMetrics;
  private final List<Routes> rooms;
  private final Javalin server;

  /// The port for everything, with the login.
  public HttpPort(HttpConfig config, List<? extends Routes> rooms, InstantSource clock) {
    this(config, rooms, clock, false);
  }

  /// The second port, which has no login: who asks there are programs.
  ///
  /// @param config that of [HttpConfig#forMetrics]
  public static HttpPort forMetrics(HttpConfig config, Routes metrics, InstantSource clock) {
    return new HttpPort(config, List.of(metrics), clock, true);
  }

  private HttpPort(
      HttpConfig config, List<? extends Routes> rooms, InstantSource clock, boolean isForMetrics) {
    this.config = config;
    this.isForMetrics = isForMetrics;
    this.rooms = List.copyOf(rooms);
    this.server = Javalin.create(javalin -> configure(javalin, clock));
  }

  private void configure(JavalinConfig javalin, InstantSource clock) {
    javalin.startup.showJavalinBanner = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.http.prefer405over404 = true;
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    Session session = config.token() == null ? null : new Session(config.token(), clock);
    Attempts attempts = new Attempts(clock);
    javalin.routes.before(new Guard(session, attempts, !isForMetrics)::look);
    if (!isForMetrics) {
      new LoginRoutes(session, attempts).addTo(javalin.routes);
    }
    rooms.forEach(room -> room.addTo(javalin.routes));
    javalin.routes.exception(ProblemException.class, (e, context) -> e.problem().answer(context));
    javalin.routes.exception(HttpResponseException.class, HttpPort::refused);
    javalin.routes.exception(Exception.class, HttpPort::failed);
  }

  /// @throws IllegalStateException when the port is taken
  public void start() {
    try {
      server.start(config.host(), config.port());
    } catch (JavalinBindException e) {
      throw new IllegalStateException(taken(e), e);
    }
  }

  private String taken(JavalinBindException e) {
    String key = isForMetrics ? "http.metrics_port" : "http.port";
    return "%s %d on %s cannot be used: %s Choose another with %s%s."
        .formatted(
            key,
            config.port(),
            config.host(),
            e.getMessage(),
            key,
            isForMetrics ? "" : ", or with --port for the demo");
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
