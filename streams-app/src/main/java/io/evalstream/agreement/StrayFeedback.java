package io.evalstream.agreement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.event.Feedback;
import io.evalstream.state.HumanLabel;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.DeadLetter;

/// Valid feedback that no trace takes, as a dead letter. Its value is the feedback as JSON that is
/// accepted again, without what was not kept of it: comment and attributes.
final class StrayFeedback {

  private StrayFeedback() {}

  /// @param topic that the feedback came from
  static DeadLetter letter(HumanLabel label, String topic, String reason, String detail) {
    return new DeadLetter(
        label.getTraceId().getBytes(UTF_8),
        AvroJson.bytes(feedback(label)),
        topic,
        label.getSourcePartition(),
        label.getSourceOffset(),
        "agreement",
        reason,
        detail);
  }

  private static Feedback feedback(HumanLabel label) {
    return Feedback.newBuilder()
        .setFeedbackId(label.getFeedbackId())
        .setTraceId(label.getTraceId())
        .setApp(label.getApp())
        .setEvaluator(label.getEvaluator())
        .setDocumentId(label.getDocumentId())
        .setLabel(label.getLabel())
        .setAnnotatorKind(label.getAnnotatorKind())
        .setAnnotator(label.getAnnotator())
        .setReviewProbability(label.getReviewProbability())
        .setOccurredAt(label.getOccurredAt())
        .build();
  }
}
