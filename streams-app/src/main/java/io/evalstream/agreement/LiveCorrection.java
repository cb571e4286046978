package io.evalstream.agreement;

import io.evalstream.stats.DoubleSampling;
import io.evalstream.stats.DoubleSampling.Checked;
import io.evalstream.stats.HumanChecked;
import io.evalstream.stats.Interval;
import io.evalstream.stats.JudgeTrust;
import io.evalstream.stats.JudgeTrust.Grade;
import io.evalstream.stats.PoweredRate;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rate of a window, corrected by what reviewers said of the same judge.
///
/// *How it works:* labels with a review probability are a random part, and move the rate by
/// prediction-powered inference ([PoweredRate]). Labels without one were chosen in a way that is
/// not known, most often because the judge failed the answer: what they say of failing and of
/// passing labels is weighed by how common these are ([DoubleSampling]). Where there are both,
/// those that are trusted more are taken, and the random ones when that is equal.
///
/// *Guarantees:* no value where the judge may do no better than chance, or where a class has too
/// few labels; how good he is, is worked out for the traffic, not for the answers that reviewers
/// happened to see. None from random labels either, where the judge fails another share of the
/// window than of the labelled answers: these are then of other traffic. Where the window tells
/// less than they do, the value is mostly theirs, and the trust no more than wide.
///
/// @param value null when it is refused
/// @param labelled labels of reviewers behind it
record LiveCorrection(
    Basis basis, Grade trust, @Nullable Double value, Interval interval, long labelled) {

  /// What tells how the judge errs.
  enum Basis {
    HUMAN_RANDOM,
    HUMAN_FLAGGED;

    /// As records have it.
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  // One window in 400 is refused by chance.
  private static final double OTHER_TRAFFIC_Z = 3;
  private static final long FEWEST_CHECKED = 20;

  /// Empty where nobody has reviewed anything.
  static Optional<LiveCorrection> of(LiveLabels labels, RateSums judged) {
    Optional<LiveCorrection> random = random(labels, judged);
    Optional<LiveCorrection> flagged = flagged(labels.flagged(), judged);
    return random.isPresent()
            && flagged.filter(it -> it.trust.compareTo(random.get().trust) < 0).isEmpty()
        ? random
        : flagged;
  }

  private static Optional<LiveCorrection> random(LiveLabels labels, RateSums judged) {
    long n = count(labels.randomCounts());
    if (n == 0) {
      return Optional.empty();
    }
    HumanChecked checked = labels.random();
    Grade grade =
        judged.n() == 0 ? Grade.REFUSED : JudgeTrust.of(checked, labels.randomCounts()).grade();
    if (grade == Grade.REFUSED || isOfOtherTraffic(checked, judged)) {
      return Optional.of(refused(Basis.HUMAN_RANDOM, n));
    }
    PoweredRate rate = checked.rate(judged);
    boolean mostlyTheirs = judged.kishN() < checked.kishN();
    return Optional.of(
        new LiveCorrection(
            Basis.HUMAN_RANDOM,
            mostlyTheirs ? Grade.WIDE : grade,
            rate.value(),
            rate.interval(),
            n));
  }

  private static Optional<LiveCorrection> flagged(Checked checked, RateSums judged) {
    long n = count(checked);
    if (n == 0) {
      return Optional.empty();
    }
    Grade grade = grade(checked, judged);
    if (grade == Grade.REFUSED) {
      return Optional.of(refused(Basis.HUMAN_FLAGGED, n));
    }
    RateEstimate raw = judged.estimate();
    DoubleSampling rate = DoubleSampling.of(raw.rate(), raw.effectiveN(), checked);
    return Optional.of(
        new LiveCorrection(Basis.HUMAN_FLAGGED, grade, rate.value(), rate.interval(), n));
  }

  /// How the judge did on the traffic of the window: what reviewers chose to look at must not
  /// count.
  private static Grade grade(Checked checked, RateSums judged) {
    if (judged.n() == 0
        || checked.failing() < FEWEST_CHECKED
        || checked.passing() < FEWEST_CHECKED) {
      return Grade.REFUSED;
    }
    // A window without failing labels says that there are few, not that there are none.
    double rate = (judged.a() + meanWeight(judged)) / (judged.w() + 2 * meanWeight(judged));
    return JudgeTrust.of(checked.weighted(rate), checked).grade();
  }

  private static double meanWeight(RateSums judged) {
    return judged.w2() / judged.w();
  }

  private static LiveCorrection refused(Basis basis, long labelled) {
    return new LiveCorrection(basis, Grade.REFUSED, null, Interval.UNKNOWN, labelled);
  }

  /// The test of two shares with a common variance.
  private static boolean isOfOtherTraffic(HumanChecked checked, RateSums judged) {
    double failing = checked.wBoth() + checked.wFalse();
    double apart = failing / checked.w() - judged.a() / judged.w();
    double common = (failing + judged.a()) / (checked.w() + judged.w());
    double variance = common * (1 - common) * (1 / checked.kishN() + 1 / judged.kishN());
    return apart * apart > OTHER_TRAFFIC_Z * OTHER_TRAFFIC_Z * variance;
  }

  private static long count(Checked checked) {
    return checked.failing() + checked.passing();
  }
}
