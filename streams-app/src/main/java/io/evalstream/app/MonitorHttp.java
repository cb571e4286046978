package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.alert.AlertBoard;
import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.Tally;
import io.evalstream.app.MonitorTopology.Boards;
import io.evalstream.async.Gate;
import io.evalstream.async.Quota;
import io.evalstream.metric.FunnelStep;
import io.evalstream.topic.AvroJson;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Metrics, health and the live numbers over HTTP.
final class MonitorHttp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MonitorHttp.class);

  private static final String INDEX =
      """
      Evalstream

      /metrics          for Prometheus
      /health/live      200 while the process should go on
      /health/ready     200 while it does its work
      /health/started   200 once it has come up
      /api/v1/funnel    what was received, sampled and judged
      /api/v1/rates     the newest eval rates
      /api/v1/alerts    where each alert stands
      /api/v1/judges    the state of each judge
      /api/v1/agreement how judges agree with people
      """;

  private final HttpConfig config;
  private final PrometheusMeterRegistry metrics;
  private final Health health;
  private final Boards boards;
  private final List<Gate> gates;
  private final Javalin server;

  MonitorHttp(
      HttpConfig config,
      PrometheusMeterRegistry metrics,
      Health health,
      Boards boards,
      List<Gate> gates) {
    this.config = config;
    this.metrics = metrics;
    this.health = health;
    this.boards = boards;
    this.gates = gates;
    this.server =
        Javalin.create(
            javalin -> {
              javalin.startup.showJavalinBanner = false;
              javalin.routes.before(this::authorize);
              javalin.routes.get("/", context -> context.result(INDEX));
              javalin.routes.get("/metrics", this::metrics);
              javalin.routes.get("/health/live", context -> health(context, health.live()));
              javalin.routes.get("/health/ready", context -> health(context, health.ready()));
              javalin.routes.get("/health/started", context -> health(context, health.started()));
              javalin.routes.get("/api/v1/funnel", context -> context.json(funnel()));
              javalin.routes.get("/api/v1/rates", this::rates);
              javalin.routes.get("/api/v1/alerts", context -> context.json(alerts()));
              javalin.routes.get("/api/v1/judges", context -> context.json(judges()));
              javalin.routes.get(
                  "/api/v1/agreement",
                  context -> context.json(AgreementJson.of(boards.agreements())));
              javalin.routes.exception(Exception.class, MonitorHttp::failed);
            });
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

  private void metrics(Context context) {
    String accept = context.header("Accept");
    boolean openMetrics = accept != null && accept.contains("application/openmetrics-text");
    String type =
        openMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    context.contentType(type).result(metrics.scrape(type));
  }

  private void health(Context context, boolean good) {
    context
        .status(good ? 200 : 503)
        .json(Map.of("status", good ? "up" : "down", "state", health.state()));
  }

  private List<Map<String, Object>> funnel() {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Map.Entry<FunnelStep, Long> count : boards.funnel().counts().entrySet()) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("app", count.getKey().app());
      step.put("stage", count.getKey().stage());
      step.put("step", count.getKey().step());
      step.put("count", count.getValue());
      steps.add(step);
    }
    return steps;
  }

  private void rates(Context context) {
    List<String> rates = new ArrayList<>();
    boards.rates().rates().forEach(rate -> rates.add(AvroJson.write(rate).toString()));
    context.contentType("application/json").result("[" + String.join(",", rates) + "]");
  }

  private List<Map<String, Object>> alerts() {
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (AlertBoard.Standing standing : boards.alerts().standings()) {
      Map<String, Object> alert = new LinkedHashMap<>();
      alert.put("rule", standing.rule());
      alert.put("app", standing.app());
      alert.put("evaluator", standing.evaluator());
      alert.put("dimension", standing.dimension());
      alert.put("value", standing.value());
      alert.put("state", standing.state());
      alert.put("since", standing.since().toString());
      alert.put("threshold", standing.threshold());
      alert.put("rate", standing.rate());
      alert.put("low", standing.low());
      alert.put("high", standing.high());
      alert.put("judged", standing.judged());
      alerts.add(alert);
    }
    return alerts;
  }

  private List<Map<String, Object>> judges() {
    return gates.stream().map(this::judge).toList();
  }

  private Map<String, Object> judge(Gate gate) {
    Map<String, Object> judge = new LinkedHashMap<>();
    judge.put("judge", gate.name());
    judge.put("state", gate.state());
    judge.put("usable", gate.standing().usable());
    judge.put("reason", gate.standing().reason());
    judge.put("detail", gate.standing().detail());
    judge.put("breaker", gate.breaker());
    judge.put("in_flight", gate.inFlight());
    judge.put("concurrency_limit", gate.limit());
    judge.put("requests_remaining", orNull(gate.left(Quota.Kind.REQUESTS)));
    judge.put("tokens_remaining", orNull(gate.left(Quota.Kind.UNITS)));
    judge.put("agreement", agreement(gate.name()));
    return judge;
  }

  /// How the judge agrees with golden labels, by evaluator; empty where nothing is known here.
  private List<Map<String, Object>> agreement(String judge) {
    return boards.drift().standings().stream()
        .filter(standing -> standing.subject().judge().equals(judge))
        .sorted(Comparator.comparing(standing -> standing.subject().evaluator()))
        .map(MonitorHttp::agreement)
        .toList();
  }

  private static Map<String, Object> agreement(DriftBoard.Standing standing) {
    Map<String, Object> agreement = new LinkedHashMap<>();
    Tally last = standing.last();
    agreement.put("evaluator", standing.subject().evaluator());
    agreement.put("agreement", last.isEmpty() ? null : (Double) last.agreement());
    agreement.put("low", last.interval().low());
    agreement.put("high", last.interval().high());
    agreement.put("judged", last.judged());
    agreement.put(
        "normal_agreement",
        standing.normal().isEmpty() ? null : (Double) standing.normal().agreement());
    agreement.put("normal_judged", standing.normal().judged());
    agreement.put("lowest_agreement", standing.lowest());
    agreement.put("drifted", standing.firing());
    agreement.put("rounds", standing.rounds());
    agreement.put("last_round_at", standing.lastRoundAt().toString());
    return agreement;
  }

  /// JSON has no infinity.
  private static @Nullable Long orNull(double left) {
    return Double.isFinite(left) ? (Long) Math.round(left) : null;
  }

  @Override
  public void close() {
    server.stop();
  }
}
