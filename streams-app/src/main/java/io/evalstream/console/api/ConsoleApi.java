package io.evalstream.console.api;

import io.evalstream.agreement.AgreementBoard;
import io.evalstream.alert.AlertBoard;
import io.evalstream.alert.DriftBoard;
import io.evalstream.async.Gate;
import io.evalstream.http.Routes;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.FunnelStep;
import io.evalstream.rate.RateBoard;
import io.evalstream.topic.AvroJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The routes under `/api/v1`.
public record ConsoleApi(
    FunnelBoard funnel,
    RateBoard rates,
    AlertBoard alerts,
    DriftBoard drift,
    AgreementBoard agreements,
    List<Gate> gates)
    implements Routes {

  public ConsoleApi {
    gates = List.copyOf(gates);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/funnel", context -> context.json(funnelSteps()));
    routes.get("/api/v1/rates", this::rates);
    routes.get("/api/v1/alerts", context -> context.json(standings()));
    routes.get("/api/v1/judges", context -> context.json(judges()));
    routes.get("/api/v1/agreement", context -> context.json(AgreementJson.of(agreements)));
  }

  private List<Map<String, Object>> funnelSteps() {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Map.Entry<FunnelStep, Long> count : funnel.counts().entrySet()) {
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
    List<String> shown = new ArrayList<>();
    rates.rates().forEach(rate -> shown.add(AvroJson.write(rate).toString()));
    context.contentType("application/json").result("[" + String.join(",", shown) + "]");
  }

  private List<Map<String, @Nullable Object>> standings() {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (AlertBoard.Standing standing : alerts.standings()) {
      Map<String, @Nullable Object> alert = new LinkedHashMap<>();
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
      shown.add(alert);
    }
    return shown;
  }

  private List<Map<String, @Nullable Object>> judges() {
    return gates.stream().map(gate -> JudgeJson.of(gate, drift)).toList();
  }
}
