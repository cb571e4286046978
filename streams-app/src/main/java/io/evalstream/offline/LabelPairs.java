package io.evalstream.offline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Label;
import io.evalstream.judgement.Calibration;
import io.evalstream.stats.Confusion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The labels of a judge beside the true ones, for one evaluator.
///
/// A judgement without a label is an abstention: it is counted beside, never as a label. A true
/// label that the evaluator does not know is counted by its text.
public final class LabelPairs {

  static final int FAILING = 0;
  static final int PASSING = 1;

  private final Evaluator evaluator;
  private final List<Case> cases = new ArrayList<>();
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Integer> strange = new TreeMap<>();
  private int untold;

  /// One judgement whose true label is known.
  ///
  /// @param id of the evaluation
  /// @param judged null for an abstention
  /// @param model the model that judged; null when there is none
  record Case(
      String id,
      String app,
      String group,
      Label truth,
      @Nullable Label judged,
      @Nullable String model) {}

  LabelPairs(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  void add(Judged judged) {
    var evaluation = judged.evaluation();
    RowLabels labels = judged.row().labels();
    outcomes.merge(evaluation.getOutcome(), 1L, Long::sum);
    switch (Truth.of(labels, evaluator, evaluation.getDocumentId())) {
      case Truth.Known(Label truth) ->
          cases.add(
              new Case(
                  evaluation.getEvaluationId(),
                  evaluation.getApp(),
                  labels.group(),
                  truth,
                  evaluation.getLabel() == null
                      ? null
                      : evaluator.label(evaluation.getLabel()).orElse(null),
                  evaluation.getJudgeModel()));
      case Truth.Strange(String text) -> strange.merge(text, 1, Integer::sum);
      case Truth.Untold _ -> untold++;
    }
  }

  public Evaluator evaluator() {
    return evaluator;
  }

  List<Case> cases() {
    return cases;
  }

  /// How the judgements ended, with their numbers.
  public Map<String, Long> outcomes() {
    return outcomes;
  }

  /// True labels that the evaluator does not know, with their numbers.
  public Map<String, Integer> strange() {
    return strange;
  }

  /// Judgements whose row has no label for them.
  public int untold() {
    return untold;
  }

  /// Judgements whose true label is known.
  public long labelled() {
    return cases.size();
  }

  public boolean isEmpty() {
    return cases.isEmpty();
  }

  public long abstentions() {
    return cases.stream().filter(one -> one.judged() == null).count();
  }

  /// Cases by true label, then by the label that the judge gave, in the order of the definition.
  public long[][] byLabel() {
    List<Label> labels = evaluator.labels();
    long[][] counts = new long[labels.size()][labels.size()];
    for (Case one : cases) {
      if (one.judged() != null) {
        counts[labels.indexOf(one.truth())][labels.indexOf(one.judged())]++;
      }
    }
    return counts;
  }

  /// Whether labels fail, which is what rates count: class 0 fails, class 1 passes.
  public Confusion confusion() {
    return confusion(cases);
  }

  static Confusion confusion(List<Case> cases) {
    long[][] counts = new long[2][2];
    for (Case one : cases) {
      if (one.judged() != null) {
        counts[side(one.truth())][side(one.judged())]++;
      }
    }
    return new Confusion(counts);
  }

  /// Also where there is one app only: an entry of an earlier file for it would win over the one
  /// for all apps.
  List<Calibration.Entry> calibration(String judge, String source, LocalDate date) {
    Map<String, List<Case>> byApp =
        cases.stream().collect(groupingBy(Case::app, TreeMap::new, toList()));
    List<Calibration.Entry> entries = new ArrayList<>();
    if (!cases.isEmpty()) {
      entries.add(entry(null, judge, cases, source, date));
    }
    byApp.forEach((app, some) -> entries.add(entry(app, judge, some, source, date)));
    return entries;
  }

  private Calibration.Entry entry(
      @Nullable String app, String judge, List<Case> some, String source, LocalDate date) {
    Confusion confusion = confusion(some);
    return new Calibration.Entry(
        app,
        evaluator.id(),
        evaluator.version(),
        judge,
        some.stream().flatMap(one -> Stream.ofNullable(one.model())).findFirst().orElse(null),
        confusion.count(FAILING, FAILING),
        confusion.count(FAILING, PASSING),
        confusion.count(PASSING, FAILING),
        confusion.count(PASSING, PASSING),
        some.size() - confusion.n(),
        source,
        date);
  }

  private static int side(Label label) {
    return label.fails() ? FAILING : PASSING;
  }
}
