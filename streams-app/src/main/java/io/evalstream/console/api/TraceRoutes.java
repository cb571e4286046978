package io.evalstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.console.archive.TraceSummary;
import io.evalstream.console.archive.TraceSummary.Mark;
import io.evalstream.event.JudgedTrace;
import io.evalstream.http.Parameters;
import io.evalstream.http.Routes;
import io.evalstream.topic.AvroJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/// Judged traces and their evaluations.
record TraceRoutes(Sources sources, Queries queries, Lookup lookup) implements Routes {

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/traces", this::list);
    routes.get("/api/v1/traces/{trace_id}", this::one);
    routes.get("/api/v1/evaluations", this::evaluations);
  }

  private void list(Context context) {
    Parameters parameters = Parameters.of(context, sources.clock());
    var query = queries.traces(parameters);
    parameters.check();
    var part = Answers.part(() -> sources.archive().traces(query));
    Answers.put(context, part, TraceRoutes::summary);
  }

  private void evaluations(Context context) {
    Parameters parameters = Parameters.of(context, sources.clock());
    var query = queries.evaluations(parameters);
    parameters.check();
    Answers.putRecords(context, Answers.part(() -> sources.archive().evaluations(query)));
  }

  private void one(Context context) {
    Parameters.of(context, sources.clock()).check();
    JudgedTrace trace = lookup.trace(context.pathParam("trace_id"));
    ObjectNode json = AvroJson.write(trace);
    var labels = json.putArray("feedback");
    sources
        .archive()
        .feedback(trace.getTraceId())
        .forEach(feedback -> labels.add(AvroJson.write(feedback)));
    Answers.put(context, json);
  }

  private static JsonNode summary(TraceSummary trace) {
    ObjectNode json = Answers.object();
    json.put("trace_id", trace.traceId());
    json.put("app", trace.app());
    json.put("occurred_at", trace.occurredAt().toString());
    json.put("judged_at", trace.judgedAt().toString());
    json.put("question", trace.question());
    json.put("response", trace.response());
    json.put("diagnosis", trace.diagnosis());
    json.put("model", trace.model());
    json.put("prompt_version", trace.promptVersion());
    var marks = json.putArray("marks");
    trace.marks().forEach(mark -> marks.add(mark(mark)));
    return json;
  }

  private static JsonNode mark(Mark mark) {
    ObjectNode json = Answers.object();
    json.put("evaluator", mark.evaluator());
    json.put("outcome", mark.outcome());
    json.put("label", mark.label());
    json.put("failing", mark.failing());
    json.put("evaluations", mark.evaluations());
    json.put("failed", mark.failed());
    return json;
  }
}
