package io.evalstream.cli.demo;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Feedback;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What people say of the answers of the demo: a reviewer who labels a random part and errs now and
/// then, and users who press a thumb, more often when they are annoyed.
final class DemoPeople {

  private static final double REVIEWED = 0.2;
  private static final double SLIP = 0.05;
  private static final double THUMB_OF_PLEASED = 0.02;
  private static final double THUMB_OF_ANNOYED = 0.3;

  private final RandomGenerator random;

  DemoPeople(RandomGenerator random) {
    this.random = random;
  }

  List<Feedback> say(DemoApp.Turn turn) {
    List<Feedback> said = new ArrayList<>();
    if (random.nextDouble() < REVIEWED) {
      boolean faithful = turn.faithful() ^ random.nextDouble() < SLIP;
      said.add(
          of(turn.event(), "review", faithful ? "faithful" : "unfaithful")
              .setAnnotatorKind("human")
              .setAnnotator("reviewer-1")
              .setReviewProbability(REVIEWED)
              .build());
    }
    if (random.nextDouble() < (turn.faithful() ? THUMB_OF_PLEASED : THUMB_OF_ANNOYED)) {
      said.add(
          of(turn.event(), "thumb", turn.faithful() ? "thumbs_up" : "thumbs_down")
              .setAnnotatorKind("user")
              .build());
    }
    return said;
  }

  private static Feedback.Builder of(ChatEvent event, String kind, String label) {
    return Feedback.newBuilder()
        .setFeedbackId(kind + "-" + event.getTraceId())
        .setTraceId(event.getTraceId())
        .setApp(event.getApp())
        .setEvaluator("faithfulness")
        .setLabel(label)
        .setOccurredAt(event.getOccurredAt());
  }
}
