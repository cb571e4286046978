package io.evalstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.http.Body;
import io.evalstream.http.Parameters;
import io.evalstream.http.Problem;
import io.evalstream.http.ProblemException;
import io.evalstream.http.Routes;
import io.evalstream.topic.Rejection;
import io.evalstream.topic.UnpublishedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Labels that people give in the console: each becomes a record of the topic of feedback, where
/// labels of other tools are.
///
/// It is checked against the trace, and by the rules of those who read the topic, so that nothing
/// is taken here that is rejected there. The answer comes when Kafka has it.
record FeedbackRoutes(Sources sources, Lookup lookup) implements Routes {

  private static final int MOST_BYTES = 64 * 1024;
  private static final Duration SOON = Duration.ofSeconds(10);

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/feedback", this::take);
  }

  private void take(Context context) {
    Parameters.of(context, sources.clock()).check();
    FeedbackBody body = FeedbackBody.read(Body.object(context, MOST_BYTES));
    JudgedTrace trace = lookup.trace(body.traceId());
    Feedback feedback = body.of(trace, sources.clock().instant());
    check(feedback, trace, body);
    boolean known = isKnown(feedback);
    if (!known) {
      publish(feedback);
    }
    context.status(HttpStatus.ACCEPTED);
    Answers.put(context, answer(feedback, known));
  }

  private void check(Feedback feedback, JudgedTrace trace, FeedbackBody body) {
    if (body.app() != null && !body.app().equals(trace.getApp())) {
      throw refused("app must be that of the trace, '" + trace.getApp() + "'");
    }
    Optional<Rejection> rejection =
        sources.labelling().rules().check(feedback, sources.clock().instant());
    if (rejection.isPresent()) {
      throw refused(rejection.get().detail());
    }
    String document = feedback.getDocumentId();
    if (document != null && !hasDocument(trace, document)) {
      throw refused("document_id must be that of a retrieved document of the trace");
    }
  }

  private static boolean hasDocument(JudgedTrace trace, String id) {
    return trace.getRetrievals().stream()
        .flatMap(retrieval -> retrieval.getDocuments().stream())
        .anyMatch(document -> document.getDocumentId().equals(id));
  }

  /// Whether this label was published before.
  private boolean isKnown(Feedback feedback) {
    Optional<Feedback> before =
        sources.archive().feedback(feedback.getTraceId()).stream()
            .filter(one -> one.getFeedbackId().equals(feedback.getFeedbackId()))
            .findFirst();
    if (before.isPresent() && !isSame(before.get(), feedback)) {
      throw Problem.of(
              HttpStatus.CONFLICT,
              "feedback_id '"
                  + feedback.getFeedbackId()
                  + "' is taken by another label of this trace; give each label an id of its own")
          .exception();
    }
    return before.isPresent();
  }

  private static boolean isSame(Feedback one, Feedback other) {
    return one.getEvaluator().equals(other.getEvaluator())
        && one.getLabel().equals(other.getLabel())
        && Objects.equals(one.getDocumentId(), other.getDocumentId());
  }

  private void publish(Feedback feedback) {
    try {
      sources.labelling().sink().publish(feedback);
    } catch (UnpublishedException e) {
      throw Problem.later(
              HttpStatus.SERVICE_UNAVAILABLE,
              "it is not known whether the label was published, "
                  + e.getMessage()
                  + ". Send it again with feedback_id '"
                  + feedback.getFeedbackId()
                  + "': however often it arrives, it counts once",
              SOON)
          .exception();
    }
  }

  private JsonNode answer(Feedback feedback, boolean known) {
    boolean compared = sources.labelling().isCompared().getAsBoolean();
    ObjectNode json = Answers.object();
    json.put("feedback_id", feedback.getFeedbackId());
    json.put("trace_id", feedback.getTraceId());
    json.put("known", known);
    json.put("compared", compared);
    json.put(
        "detail",
        compared
            ? "published; it is compared with the label of the judge"
            : "published and shown; it is compared with nothing, for the configuration has no"
                + " section agreement");
    return json;
  }

  private static ProblemException refused(String detail) {
    return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, detail).exception();
  }
}
