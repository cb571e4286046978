package io.evalstream.agreement;

import io.evalstream.state.HumanLabel;
import io.evalstream.state.JudgeLabel;
import io.evalstream.state.JudgeLabels;
import io.evalstream.state.LabelPair;
import io.evalstream.state.LabelledTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Holds a label of a person against the labels of the judge of the same trace.
///
/// Of the labels that one annotator gives to one target the latest counts, by the time at which it
/// was given. Annotators without a name count as one of their kind.
///
/// @param trace after the comparison
/// @param pairs what counts from now on, and what no longer does
record Comparison(LabelledTrace trace, Fate fate, List<LabelPair> pairs) {

  /// What became of the label of the person.
  enum Fate {
    MATCHED,
    /// There is another one of its annotator: the older of the two does not count.
    REPLACED,
    /// The judge has no label for its target.
    UNMATCHED,
    /// The trace is of another app than the feedback says.
    OTHER_APP
  }

  /// @param labels those of the judge of this trace
  static Comparison of(LabelledTrace trace, JudgeLabels labels, HumanLabel label) {
    if (!label.getApp().equals(labels.getApp())) {
      return new Comparison(trace, Fate.OTHER_APP, List.of());
    }
    JudgeLabel judged = judged(labels, label);
    if (judged == null) {
      return new Comparison(trace, Fate.UNMATCHED, List.of());
    }
    HumanLabel earlier = sameAnnotator(trace, label);
    if (earlier == null) {
      return new Comparison(
          with(trace, null, label), Fate.MATCHED, List.of(pair(label, judged, 1)));
    }
    return label.getOccurredAt().isBefore(earlier.getOccurredAt())
        ? new Comparison(trace, Fate.REPLACED, List.of())
        : new Comparison(
            with(trace, earlier, label),
            Fate.REPLACED,
            List.of(pair(earlier, judged, -1), pair(label, judged, 1)));
  }

  /// All that counts of a judged trace, taken back.
  static List<LabelPair> takenBack(LabelledTrace trace, JudgeLabels labels) {
    List<LabelPair> pairs = new ArrayList<>();
    for (HumanLabel label : trace.getFeedback()) {
      JudgeLabel judged = judged(labels, label);
      if (judged != null) {
        pairs.add(pair(label, judged, -1));
      }
    }
    return pairs;
  }

  private static @Nullable JudgeLabel judged(JudgeLabels labels, HumanLabel label) {
    return labels.getLabels().stream()
        .filter(
            judged ->
                judged.getEvaluator().equals(label.getEvaluator())
                    && Objects.equals(judged.getDocumentId(), label.getDocumentId()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable HumanLabel sameAnnotator(LabelledTrace trace, HumanLabel label) {
    return trace.getFeedback().stream()
        .filter(
            other ->
                other.getEvaluator().equals(label.getEvaluator())
                    && Objects.equals(other.getDocumentId(), label.getDocumentId())
                    && other.getAnnotatorKind().equals(label.getAnnotatorKind())
                    && Objects.equals(other.getAnnotator(), label.getAnnotator()))
        .findFirst()
        .orElse(null);
  }

  private static LabelledTrace with(
      LabelledTrace trace, @Nullable HumanLabel without, HumanLabel label) {
    List<HumanLabel> feedback = new ArrayList<>(trace.getFeedback());
    feedback.removeIf(other -> other.equals(without));
    feedback.add(label);
    return LabelledTrace.newBuilder(trace).setFeedback(feedback).build();
  }

  private static LabelPair pair(HumanLabel human, JudgeLabel judge, int count) {
    Double review = human.getReviewProbability();
    return LabelPair.newBuilder()
        .setApp(human.getApp())
        .setEvaluator(judge.getEvaluator())
        .setEvaluatorVersion(judge.getEvaluatorVersion())
        .setJudge(judge.getJudge())
        .setAnnotatorKind(human.getAnnotatorKind())
        .setHumanLabel(human.getLabel())
        .setHumanFailing(human.getFailing())
        .setJudgeLabel(judge.getLabel())
        .setJudgeFailing(judge.getFailing())
        .setWeight(review == null ? null : (Double) (1 / (judge.getSamplingProbability() * review)))
        .setCount(count)
        .build();
  }
}
