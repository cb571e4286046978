package io.evalstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.console.archive.Listing;
import io.evalstream.event.Alert;
import io.evalstream.http.Parameters;
import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Apps, their rates, and the alerts about them.
record RateRoutes(Sources sources, Queries queries) implements Routes {

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/apps", this::apps);
    routes.get("/api/v1/rates", this::rates);
    routes.get("/api/v1/rates/latest", this::latest);
    routes.get("/api/v1/alerts", this::alerts);
    routes.get("/api/v1/alerts/standing", this::standing);
  }

  private void apps(Context context) {
    Parameters.of(context, sources.clock()).check();
    Map<String, Set<String>> apps = new TreeMap<>();
    sources.apps().forEach((app, ids) -> apps.put(app, new TreeSet<>(ids)));
    sources
        .archive()
        .evaluators()
        .forEach((app, ids) -> apps.computeIfAbsent(app, key -> new TreeSet<>()).addAll(ids));
    Answers.putAll(context, List.copyOf(apps.entrySet()), this::app);
  }

  private JsonNode app(Map.Entry<String, Set<String>> app) {
    ObjectNode json = Answers.object();
    json.put("app", app.getKey());
    json.put("monitored", sources.apps().containsKey(app.getKey()));
    var ids = json.putArray("evaluators");
    app.getValue().forEach(ids::add);
    return json;
  }

  private void rates(Context context) {
    Parameters parameters = Parameters.of(context, sources.clock());
    var query = queries.rates(parameters);
    parameters.check();
    Answers.putRecords(context, Answers.part(() -> sources.archive().rates(query)));
  }

  private void latest(Context context) {
    Parameters parameters = Parameters.of(context, sources.clock());
    String app = queries.app(parameters);
    String evaluator = queries.evaluator(parameters);
    parameters.check();
    Answers.putRecords(context, new Listing<>(sources.archive().latestRates(app, evaluator), null));
  }

  private void alerts(Context context) {
    Parameters parameters = Parameters.of(context, sources.clock());
    var query = queries.alerts(parameters);
    parameters.check();
    Answers.putRecords(context, Answers.part(() -> sources.archive().alerts(query)));
  }

  private void standing(Context context) {
    Parameters.of(context, sources.clock()).check();
    List<Alert> standing = sources.archive().standingAlerts();
    Answers.putRecords(context, new Listing<>(standing, null));
  }
}
