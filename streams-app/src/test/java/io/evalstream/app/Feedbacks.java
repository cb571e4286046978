package io.evalstream.app;

import io.evalstream.event.Feedback;

/// What people say of the turns that the tests are about.
public final class Feedbacks {

  private Feedbacks() {}

  /// Of a reviewer, whose probability to look at the trace is not known.
  public static Feedback human(String id, String traceId, String evaluator, String label) {
    return Feedback.newBuilder()
        .setFeedbackId(id)
        .setTraceId(traceId)
        .setApp(Turns.APP)
        .setEvaluator(evaluator)
        .setLabel(label)
        .setAnnotatorKind("human")
        .setAnnotator("ann")
        .setOccurredAt(Turns.NOON)
        .build();
  }

  public static Feedback thumb(String id, String traceId, String evaluator, String label) {
    return Feedback.newBuilder(human(id, traceId, evaluator, label))
        .setAnnotatorKind("user")
        .setAnnotator(null)
        .build();
  }
}
