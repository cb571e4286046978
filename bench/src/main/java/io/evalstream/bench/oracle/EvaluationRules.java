package io.evalstream.bench.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Each judgement ends in exactly one evaluation, and that one is right.
final class EvaluationRules {

  private EvaluationRules() {}

  static List<Violation> violations(Expected expected, List<Ended> evaluations) {
    Map<Judgement, List<Ended>> byJudgement = new LinkedHashMap<>();
    evaluations.forEach(
        ended ->
            byJudgement.computeIfAbsent(ended.judgement(), key -> new ArrayList<>()).add(ended));
    List<Violation> violations = new ArrayList<>();
    violations.addAll(Oracle.brief("no judgement is lost", lost(expected, byJudgement)));
    violations.addAll(Oracle.brief("no judgement ends twice", twice(byJudgement)));
    violations.addAll(
        Oracle.brief("nothing ends that was not requested", strangers(expected, byJudgement)));
    violations.addAll(Oracle.brief("a label is the right one", wrong(expected, evaluations)));
    violations.addAll(
        Oracle.brief("a failure is a label that fails", misjudged(expected, evaluations)));
    violations.addAll(
        Oracle.brief("a judgement ends in a way that was possible", odd(expected, evaluations)));
    return violations;
  }

  private static List<String> lost(Expected expected, Map<Judgement, List<Ended>> byJudgement) {
    return expected.labels().keySet().stream()
        .filter(judgement -> !byJudgement.containsKey(judgement))
        .map(Judgement::toString)
        .sorted()
        .toList();
  }

  private static List<String> twice(Map<Judgement, List<Ended>> byJudgement) {
    return byJudgement.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> entry.getKey() + " at " + places(entry.getValue()))
        .toList();
  }

  private static String places(List<Ended> evaluations) {
    return String.join(
        " and ",
        evaluations.stream()
            .map(
                ended ->
                    ended.place()
                        + " ("
                        + ended.outcome()
                        + " by "
                        + ended.life()
                        + " at "
                        + ended.evaluatedAt()
                        + ")")
            .toList());
  }

  private static List<String> strangers(
      Expected expected, Map<Judgement, List<Ended>> byJudgement) {
    return byJudgement.keySet().stream()
        .filter(judgement -> !expected.labels().containsKey(judgement))
        .map(Judgement::toString)
        .toList();
  }

  private static List<String> wrong(Expected expected, List<Ended> evaluations) {
    List<String> wrong = new ArrayList<>();
    for (Ended ended : evaluations) {
      String label = expected.labels().get(ended.judgement());
      boolean judged = ended.outcome().equals("judged") || ended.label() != null;
      if (label != null && judged && !label.equals(ended.label())) {
        wrong.add(ended.judgement() + " must be " + label + ", was " + ended.label());
      }
    }
    return wrong;
  }

  private static List<String> misjudged(Expected expected, List<Ended> evaluations) {
    List<String> misjudged = new ArrayList<>();
    for (Ended ended : evaluations) {
      String label = expected.labels().get(ended.judgement());
      if (label != null && !Objects.equals(failing(expected, ended, label), ended.failing())) {
        misjudged.add(
            "%s failing must be %s, was %s"
                .formatted(ended.judgement(), failing(expected, ended, label), ended.failing()));
      }
    }
    return misjudged;
  }

  private static @Nullable Boolean failing(Expected expected, Ended ended, String label) {
    return ended.label() == null ? null : expected.failing().contains(label);
  }

  private static List<String> odd(Expected expected, List<Ended> evaluations) {
    return evaluations.stream()
        .filter(
            ended ->
                !expected.outcomes().contains(ended.outcome())
                    || ended.attempts() > expected.maxAttempts())
        .map(
            ended ->
                ended.judgement()
                    + " ended as "
                    + ended.outcome()
                    + " after "
                    + ended.attempts()
                    + " attempts")
        .toList();
  }
}
