package io.evalstream.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.http.Parameters;
import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;

/// The description of the API.
record OpenApiRoutes(InstantSource clock, ObjectNode document) implements Routes {

  OpenApiRoutes(InstantSource clock) {
    this(clock, OpenApi.document());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/openapi.json", this::show);
  }

  private void show(Context context) {
    Parameters.of(context, clock).check();
    Answers.put(context, document);
  }
}
