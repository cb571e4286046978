package io.evalstream.judge;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How a judgement ended.
public enum Outcome {
  /// There is a label.
  JUDGED,
  /// The judge answered twice, and neither answer held one of the labels.
  UNPARSEABLE,
  /// The judge would not answer.
  REFUSED,
  /// The answer was cut off by the judge's token limit.
  TRUNCATED,
  /// The judged texts do not fit the judge.
  TOO_LONG,
  /// The judgement was too old before it could be answered.
  EXPIRED,
  /// The judge kept failing in ways that may pass.
  PROVIDER_ERROR,
  /// The judge does not accept the request (4xx).
  REJECTED,
  /// The budget of the app was spent.
  OVER_BUDGET,
  /// Too many judgements were waiting.
  SHED,
  /// A field that the evaluator needs is missing, or the judge cannot apply this evaluator.
  NOT_EVALUABLE,
  /// The judgement was taken up too often by restarted instances.
  ABANDONED;

  private static final Set<Outcome> MAY_PASS =
      EnumSet.of(EXPIRED, PROVIDER_ERROR, OVER_BUDGET, SHED, ABANDONED);

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /// The name in topics, metrics and pages.
  public String wireName() {
    return wireName;
  }

  /// The outcome of that wire name.
  public static Optional<Outcome> named(String wireName) {
    return Arrays.stream(values()).filter(outcome -> outcome.wireName.equals(wireName)).findFirst();
  }

  /// Whether the same judgement may end with a label another time, without a change of the texts,
  /// the evaluator or the judge.
  public boolean mayPass() {
    return MAY_PASS.contains(this);
  }
}
