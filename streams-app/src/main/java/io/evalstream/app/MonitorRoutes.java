package io.evalstream.app;

import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;

/// The front page: what there is on the port.
record MonitorRoutes() implements Routes {

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

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", context -> context.result(INDEX));
  }
}
