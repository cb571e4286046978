package io.evalstream.app;

import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;

/// Metrics for Prometheus, and health for what runs the process.
record MonitorRoutes(PrometheusMeterRegistry metrics, Health health) implements Routes {

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/metrics", this::metrics);
    routes.get("/health/live", context -> health(context, health.live()));
    routes.get("/health/ready", context -> health(context, health.ready()));
    routes.get("/health/started", context -> health(context, health.started()));
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
}
