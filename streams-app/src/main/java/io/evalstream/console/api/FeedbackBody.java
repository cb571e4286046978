package io.evalstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.config.Nearest;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.http.Problem;
import io.evalstream.http.ProblemException;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person says of a trace, as the API takes it.
///
/// @param app null: that of the trace
/// @param feedbackId null: a new one
record FeedbackBody(
    String traceId,
    @Nullable String app,
    String evaluator,
    @Nullable String documentId,
    String label,
    @Nullable String comment,
    @Nullable String annotator,
    @Nullable String feedbackId) {

  private static final int LONGEST_COMMENT = 10_000;
  private static final List<String> FIELDS =
      List.of(
          "trace_id",
          "app",
          "evaluator",
          "document_id",
          "label",
          "comment",
          "annotator",
          "feedback_id");

  /// @throws ProblemException with all that is wrong
  static FeedbackBody read(ObjectNode json) {
    List<Problem.Fault> faults = new ArrayList<>();
    json.fieldNames().forEachRemaining(name -> expectKnown(name, faults));
    FeedbackBody body =
        new FeedbackBody(
            required(json, "trace_id", faults),
            text(json, "app", faults),
            required(json, "evaluator", faults),
            text(json, "document_id", faults),
            required(json, "label", faults),
            text(json, "comment", faults),
            text(json, "annotator", faults),
            text(json, "feedback_id", faults));
    if (body.comment != null && body.comment.length() > LONGEST_COMMENT) {
      faults.add(fault("comment", "must have at most " + LONGEST_COMMENT + " characters"));
    }
    if (!faults.isEmpty()) {
      throw Problem.of(HttpStatus.BAD_REQUEST, faults).exception();
    }
    return body;
  }

  Feedback of(JudgedTrace trace, Instant now) {
    return Feedback.newBuilder()
        .setFeedbackId(feedbackId == null ? UUID.randomUUID().toString() : feedbackId)
        .setTraceId(trace.getTraceId())
        .setApp(trace.getApp())
        .setEvaluator(evaluator)
        .setDocumentId(documentId)
        .setLabel(label)
        .setAnnotatorKind("human")
        .setAnnotator(annotator)
        .setComment(comment)
        .setOccurredAt(now)
        .build();
  }

  private static void expectKnown(String name, List<Problem.Fault> faults) {
    if (!FIELDS.contains(name)) {
      String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
      String hint =
          Nearest.to(shown, FIELDS).map(near -> ". Did you mean '" + near + "'?").orElse("");
      faults.add(
          new Problem.Fault(
              shown,
              "'" + shown + "' is no field: the fields are " + String.join(", ", FIELDS) + hint));
    }
  }

  private static String required(ObjectNode json, String name, List<Problem.Fault> faults) {
    String text = text(json, name, faults);
    if (json.path(name).isMissingNode() || json.path(name).isNull() || "".equals(text)) {
      faults.add(fault(name, "must be given"));
    }
    return text == null ? "" : text;
  }

  private static @Nullable String text(ObjectNode json, String name, List<Problem.Fault> faults) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      faults.add(fault(name, "must be a text"));
      return null;
    }
    return value.asText();
  }

  private static Problem.Fault fault(String name, String rule) {
    return new Problem.Fault(name, name + " " + rule);
  }
}
