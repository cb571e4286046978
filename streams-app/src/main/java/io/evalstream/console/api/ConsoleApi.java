package io.evalstream.console.api;

import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import java.util.List;

/// The routes under `/api/v1`, see docs/api.md.
public final class ConsoleApi implements Routes {

  private final List<Routes> parts;

  public ConsoleApi(Sources sources) {
    Queries queries = new Queries(sources.archive(), sources.evaluators(), sources.apps().keySet());
    Lookup lookup = new Lookup(sources.archive());
    this.parts =
        List.of(
            new RateRoutes(sources, queries),
            new TraceRoutes(sources, queries, lookup),
            new EvaluatorRoutes(sources),
            new BoardRoutes(sources, queries),
            new FeedbackRoutes(sources, lookup),
            new LiveRoutes(sources.archive()::revision, sources.clock()),
            new OpenApiRoutes(sources.clock()));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before("/api/v1/*", Accepts::check);
    parts.forEach(part -> part.addTo(routes));
  }

  @Override
  public void close() {
    parts.forEach(Routes::close);
  }
}
