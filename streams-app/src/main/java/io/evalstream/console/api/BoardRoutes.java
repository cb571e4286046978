package io.evalstream.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.console.archive.ArchiveState;
import io.evalstream.http.Parameters;
import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/// What was counted, how judges do, and how the archive is.
record BoardRoutes(Sources sources, Queries queries) implements Routes {

  private static final Duration DAY = Duration.ofDays(1);

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/funnel", this::funnel);
    routes.get("/api/v1/judges", this::judges);
    routes.get("/api/v1/agreement", this::agreement);
    routes.get("/api/v1/state", this::state);
  }

  private void funnel(Context context) {
    Parameters parameters = Parameters.of(context, sources.clock());
    String app = parameters.text("app");
    parameters.check();
    var steps =
        sources.boards().funnel().entrySet().stream()
            .filter(step -> app == null || app.equals(step.getKey().app()))
            .toList();
    Answers.putAll(
        context,
        steps,
        step ->
            Answers.object()
                .put("app", step.getKey().app())
                .put("stage", step.getKey().stage())
                .put("step", step.getKey().step())
                .put("count", step.getValue()));
  }

  private void judges(Context context) {
    Parameters parameters = Parameters.of(context, sources.clock());
    Duration last = parameters.duration("last", Duration.ofMinutes(1), Duration.ofDays(30));
    parameters.check();
    var judges =
        new JudgeList(
            sources.gates(),
            sources.boards().goldenAgreements(),
            sources.archive().judgeUse(Objects.requireNonNullElse(last, DAY)));
    Answers.putAll(context, judges.names(), judges::json);
  }

  private void agreement(Context context) {
    Parameters parameters = Parameters.of(context, sources.clock());
    String app = queries.app(parameters);
    String evaluator = queries.evaluator(parameters);
    parameters.check();
    var standings =
        sources.boards().agreements().stream()
            .filter(standing -> app == null || app.equals(standing.subject().app()))
            .filter(
                standing -> evaluator == null || evaluator.equals(standing.subject().evaluator()))
            .toList();
    Answers.putAll(context, standings, standing -> Answers.tree(AgreementJson.of(standing)));
  }

  private void state(Context context) {
    Parameters.of(context, sources.clock()).check();
    ArchiveState state = sources.archive().state();
    ObjectNode json = Answers.object();
    json.putObject("archive")
        .put("condition", state.condition().name().toLowerCase(Locale.ROOT))
        .put("detail", state.detail())
        .put("progress", state.progress())
        .put("traces", state.traces())
        .put("bytes", state.bytes())
        .put("oldest", state.oldest() == null ? null : state.oldest().toString())
        .put("behind", state.behind());
    json.put("revision", sources.archive().revision());
    json.put("labels_compared", sources.labelling().isCompared().getAsBoolean());
    json.put("now", sources.clock().instant().toString());
    Answers.put(context, json);
  }
}
