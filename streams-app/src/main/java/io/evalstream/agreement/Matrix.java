package io.evalstream.agreement;

import io.evalstream.state.Agreement;
import io.evalstream.state.AgreementCell;
import io.evalstream.stats.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What people say against what the judge says, as a confusion matrix in which people are right.
///
/// @param classes of both sides: the labels, in alphabetical order; or fail and pass, where users
///   say what they think, or where thumbs say no more than that
/// @param confusion by the class that people give, then by that of the judge
public record Matrix(List<String> classes, Confusion confusion) {

  static final int FAIL = 0;
  static final int PASS = 1;
  private static final List<String> SIDES = List.of("fail", "pass");

  public Matrix {
    classes = List.copyOf(classes);
  }

  static Matrix of(Subject subject, Agreement agreement) {
    boolean sides =
        subject.annotators().equals("user")
            || agreement.getCells().stream()
                .anyMatch(
                    cell ->
                        cell.getHumanLabel().equals(FeedbackRules.THUMBS_UP)
                            || cell.getHumanLabel().equals(FeedbackRules.THUMBS_DOWN));
    return sides ? ofSides(agreement) : ofLabels(agreement);
  }

  /// Fail and pass only.
  static Matrix ofSides(Agreement agreement) {
    long[][] counts = new long[2][2];
    for (AgreementCell cell : agreement.getCells()) {
      counts[cell.getHumanFailing() ? FAIL : PASS][cell.getJudgeFailing() ? FAIL : PASS] +=
          cell.getN();
    }
    return new Matrix(SIDES, new Confusion(counts));
  }

  private static Matrix ofLabels(Agreement agreement) {
    TreeSet<String> labels = new TreeSet<>();
    for (AgreementCell cell : agreement.getCells()) {
      labels.add(cell.getHumanLabel());
      labels.add(cell.getJudgeLabel());
    }
    List<String> classes = new ArrayList<>(labels);
    long[][] counts = new long[classes.size()][classes.size()];
    for (AgreementCell cell : agreement.getCells()) {
      counts[classes.indexOf(cell.getHumanLabel())][classes.indexOf(cell.getJudgeLabel())] +=
          cell.getN();
    }
    return new Matrix(classes, new Confusion(counts));
  }

  /// By the class that people give, then by that of the judge.
  public List<List<Long>> counts() {
    return IntStream.range(0, classes.size())
        .mapToObj(
            truth ->
                IntStream.range(0, classes.size())
                    .mapToObj(judged -> confusion.count(truth, judged))
                    .toList())
        .toList();
  }
}
