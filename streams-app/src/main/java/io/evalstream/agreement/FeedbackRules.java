package io.evalstream.agreement;

import static io.evalstream.topic.FieldRules.id;
import static io.evalstream.topic.FieldRules.invalid;
import static io.evalstream.topic.FieldRules.name;
import static io.evalstream.topic.FieldRules.notInFuture;
import static io.evalstream.topic.FieldRules.notTooOld;
import static io.evalstream.topic.FieldRules.share;

import io.evalstream.config.Nearest;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Label;
import io.evalstream.evaluator.Target;
import io.evalstream.event.Feedback;
import io.evalstream.state.HumanLabel;
import io.evalstream.topic.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What valid feedback is, and which label it gives.
///
/// @param apps those that are monitored
/// @param maxAge how long ago a label may have been given: an older one finds no trace anymore
/// @param maxFuture how far ahead it may lie, for clocks that run ahead
public record FeedbackRules(
    Set<String> apps, EvaluatorLibrary evaluators, Duration maxAge, Duration maxFuture) {

  static final String THUMBS_UP = "thumbs_up";
  static final String THUMBS_DOWN = "thumbs_down";

  private static final Set<String> KINDS = Set.of("human", "user", "code");
  private static final Set<String> THUMBS = Set.of(THUMBS_UP, THUMBS_DOWN);

  public FeedbackRules {
    apps = Set.copyOf(apps);
  }

  /// Why feedback is not valid.
  public Optional<Rejection> check(Feedback feedback, Instant now) {
    return id("feedback_id", feedback.getFeedbackId())
        .or(() -> id("trace_id", feedback.getTraceId()))
        .or(() -> app(feedback.getApp()))
        .or(() -> evaluator(feedback.getEvaluator()))
        .or(() -> document(feedback))
        .or(() -> label(feedback))
        .or(() -> annotator(feedback))
        .or(() -> share("review_probability", feedback.getReviewProbability()))
        .or(() -> time(feedback.getOccurredAt(), now));
  }

  /// The label of valid feedback.
  HumanLabel label(Feedback feedback, int partition, long offset) {
    Evaluator evaluator = evaluators.find(feedback.getEvaluator()).orElseThrow();
    boolean thumb = THUMBS.contains(feedback.getLabel());
    Optional<Label> label = thumb ? Optional.empty() : evaluator.label(feedback.getLabel());
    return HumanLabel.newBuilder()
        .setFeedbackId(feedback.getFeedbackId())
        .setTraceId(feedback.getTraceId())
        .setApp(feedback.getApp())
        .setEvaluator(evaluator.id())
        .setDocumentId(feedback.getDocumentId())
        .setLabel(label.map(Label::name).orElse(feedback.getLabel()))
        .setFailing(label.map(Label::fails).orElse(feedback.getLabel().equals(THUMBS_DOWN)))
        .setAnnotatorKind(feedback.getAnnotatorKind())
        .setAnnotator(feedback.getAnnotator())
        .setReviewProbability(feedback.getReviewProbability())
        .setOccurredAt(feedback.getOccurredAt())
        .setSourcePartition(partition)
        .setSourceOffset(offset)
        .build();
  }

  private Optional<Rejection> app(String app) {
    return apps.contains(app)
        ? Optional.empty()
        : Optional.of(new Rejection("unknown_app", "app must be one of apps, was '" + app + "'"));
  }

  private Optional<Rejection> evaluator(String name) {
    if (evaluators.find(name).isPresent()) {
      return Optional.empty();
    }
    String hint =
        Nearest.to(name, evaluators.names())
            .map(near -> ". Did you mean '" + near + "'?")
            .orElse("");
    return Optional.of(
        new Rejection(
            "unknown_evaluator", "evaluator must be a known one, was '" + name + "'" + hint));
  }

  /// Without its document a label of one has no target, and with one another label has none.
  private Optional<Rejection> document(Feedback feedback) {
    String document = feedback.getDocumentId();
    boolean wanted =
        evaluators.find(feedback.getEvaluator()).orElseThrow().target() == Target.DOCUMENT;
    if (wanted && document == null) {
      return invalid("document_id must be given: the evaluator judges documents");
    }
    return wanted || document == null
        ? name("document_id", document)
        : invalid("document_id must be null: the evaluator judges no documents");
  }

  private Optional<Rejection> label(Feedback feedback) {
    Evaluator evaluator = evaluators.find(feedback.getEvaluator()).orElseThrow();
    String label = feedback.getLabel();
    return THUMBS.contains(label) || evaluator.label(label).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                "unknown_label",
                "label must be thumbs_up, thumbs_down or one of "
                    + evaluator.labelNames()
                    + ", was '"
                    + label
                    + "'"));
  }

  private static Optional<Rejection> annotator(Feedback feedback) {
    return KINDS.contains(feedback.getAnnotatorKind())
        ? name("annotator", feedback.getAnnotator())
        : invalid(
            "annotator_kind must be human, user or code, was '"
                + feedback.getAnnotatorKind()
                + "'");
  }

  private Optional<Rejection> time(Instant occurredAt, Instant now) {
    return notTooOld(occurredAt, now, maxAge, "agreement.remember")
        .or(() -> notInFuture(occurredAt, now, maxFuture));
  }
}
