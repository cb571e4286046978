package io.evalstream.offline.probe;

import io.evalstream.stats.Estimate;
import io.evalstream.stats.RankCorrelation;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Whether the scores of a judge follow the truth: texts with 0, 10, ... 100 % of their words
/// misspelt, each scored from 1 to 10 and, beside that, labelled correct or incorrect.
public final class ScoreStudy {

  /// The shares, in per cent.
  public static final List<Integer> SHARES =
      IntStream.rangeClosed(0, 10).map(tenth -> tenth * 10).boxed().toList();

  private final List<ScoreQuestion> questions = new ArrayList<>();
  private final Map<Integer, List<Integer>> scores = new TreeMap<>();
  private final Map<Integer, RateSums> incorrect = new TreeMap<>();
  private final Unanswered unanswered = new Unanswered();

  /// @param texts at each share, from 1
  public ScoreStudy(int texts, long seed) {
    for (int percent : SHARES) {
      scores.put(percent, new ArrayList<>());
      incorrect.put(percent, RateSums.EMPTY);
      for (int copy = 0; copy < texts; copy++) {
        questions.add(new ScoreQuestion(ScoreQuestion.Kind.SCORE, percent, copy, seed));
        questions.add(new ScoreQuestion(ScoreQuestion.Kind.LABEL, percent, copy, seed));
      }
    }
  }

  /// How many questions there are.
  public int size() {
    return questions.size();
  }

  /// Asks the judge all of them.
  ///
  /// @param step hears of each answer
  public void ask(Interview interview, Runnable step) throws Exception {
    interview.hold(
        questions,
        (question, answer) -> {
          add(question, answer);
          step.run();
        });
  }

  void add(ScoreQuestion question, Interview.Answer answer) {
    switch (answer) {
      case Interview.Answer.Given(String text) -> {
        switch (question.kind()) {
          case SCORE -> scores(question.percent()).add(Integer.valueOf(text));
          case LABEL ->
              incorrect.merge(
                  question.percent(),
                  RateSums.EMPTY.plus(1, text.equals(ScoreQuestion.INCORRECT) ? 1 : 0),
                  RateSums::plus);
        }
      }
      case Interview.Answer.None none -> unanswered.add(none);
    }
  }

  /// The scores of the texts with that share.
  public List<Integer> scores(int percent) {
    return scores.computeIfAbsent(percent, share -> new ArrayList<>());
  }

  /// Null without a score.
  public @Nullable Double meanScore(int percent) {
    List<Integer> given = scores(percent);
    return given.isEmpty()
        ? null
        : Double.valueOf(given.stream().mapToInt(Integer::intValue).average().orElseThrow());
  }

  /// How often texts with that share are labelled incorrect.
  public RateEstimate incorrect(int percent) {
    return incorrect.getOrDefault(percent, RateSums.EMPTY).estimate();
  }

  /// Between share and score: -1 where scores follow the truth, 0 where they do not. Null when all
  /// scores are the same.
  public @Nullable Estimate correlation() {
    List<double[]> pairs = new ArrayList<>();
    scores.forEach(
        (percent, given) -> given.forEach(score -> pairs.add(new double[] {percent, score})));
    return RankCorrelation.spearman(
        pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
        pairs.stream().mapToDouble(pair -> pair[1]).toArray());
  }

  /// The same without the text that has no fault: whether scores tell bad from worse.
  public @Nullable Estimate correlationOfFaulty() {
    ScoreStudy faulty = new ScoreStudy(0, 0);
    scores.forEach(
        (percent, given) -> {
          if (percent > 0) {
            faulty.scores(percent).addAll(given);
          }
        });
    return faulty.correlation();
  }

  /// The share of labels that are right: correct at 0 %, incorrect at all others.
  public RateEstimate rightLabels() {
    RateSums sums = RateSums.EMPTY;
    for (int percent : SHARES) {
      RateSums one = incorrect.getOrDefault(percent, RateSums.EMPTY);
      double right = percent == 0 ? one.w() - one.a() : one.a();
      sums = sums.plus(RateSums.ofBinary(one.n(), one.w(), one.w2(), right, right));
    }
    return sums.estimate();
  }

  /// Those without an answer.
  public Unanswered unanswered() {
    return unanswered;
  }

  /// Whether no question has an answer.
  public boolean saysNothing() {
    return SHARES.stream()
        .allMatch(percent -> scores(percent).isEmpty() && incorrect(percent).n() == 0);
  }
}
