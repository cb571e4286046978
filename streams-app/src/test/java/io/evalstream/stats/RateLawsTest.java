package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static io.evalstream.stats.Vectors.assertSums;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/// What holds for the rate of any verdicts.
class RateLawsTest {

  record Verdict(double weight, double x) {}

  @Provide
  Arbitrary<List<Verdict>> binary() {
    return verdicts(Arbitraries.of(0.0, 1.0));
  }

  @Provide
  Arbitrary<List<Verdict>> graded() {
    return verdicts(Arbitraries.doubles().between(0, 1));
  }

  @Property
  void merge_isCommutative(
      @ForAll("graded") List<Verdict> first, @ForAll("graded") List<Verdict> second) {
    assertSums(sums(first).plus(sums(second)), sums(second).plus(sums(first)));
  }

  @Property
  void merge_isAssociative(
      @ForAll("graded") List<Verdict> first,
      @ForAll("graded") List<Verdict> second,
      @ForAll("graded") List<Verdict> third) {
    RateSums a = sums(first);
    RateSums b = sums(second);
    RateSums c = sums(third);

    assertSums(a.plus(b).plus(c), a.plus(b.plus(c)));
  }

  @Property
  void mergedWindows_equalOneWindow(
      @ForAll("graded") List<Verdict> first, @ForAll("graded") List<Verdict> second) {
    RateSums one = sums(first);
    for (Verdict verdict : second) {
      one = one.plus(verdict.weight(), verdict.x());
    }

    assertSums(sums(first).plus(sums(second)), one);
  }

  @Property
  void emptyWindow_changesNothing(@ForAll("graded") List<Verdict> verdicts) {
    assertThat(sums(verdicts).plus(RateSums.EMPTY)).isEqualTo(sums(verdicts));
  }

  @Property
  void binaryInterval_hasTheRate(@ForAll("binary") List<Verdict> verdicts) {
    assertSound(sums(verdicts).estimate());
  }

  @Property
  void gradedInterval_hasTheRate(@ForAll("graded") List<Verdict> verdicts) {
    assertSound(sums(verdicts).estimate(Normal.Z_95, 1.5, true));
  }

  @Property
  void equalWeights_countAsManyAsTheyAre(
      @ForAll @IntRange(min = 1, max = 500) int n,
      @ForAll @IntRange(max = 500) int positives,
      @ForAll @DoubleRange(min = 1, max = 10_000) double weight) {
    RateSums sums = RateSums.EMPTY;
    for (int i = 0; i < n; i++) {
      sums = sums.plus(weight, i < positives ? 1 : 0);
    }

    assertNear(sums.estimate().effectiveN(), n);
    assertNear(sums.estimate().kishN(), n);
  }

  @Property
  void countingTheOtherLabel_mirrorsTheEstimate(@ForAll("binary") List<Verdict> verdicts) {
    RateEstimate failing = sums(verdicts).estimate();
    RateEstimate passing =
        sums(verdicts.stream().map(v -> new Verdict(v.weight(), 1 - v.x())).toList()).estimate();

    assertNear(passing.effectiveN(), failing.effectiveN());
    assertNear(passing.low(), 1 - failing.high());
    assertNear(passing.high(), 1 - failing.low());
  }

  private static Arbitrary<List<Verdict>> verdicts(Arbitrary<Double> scores) {
    Arbitrary<Double> weights = Arbitraries.doubles().between(1, 10_000);
    return Combinators.combine(weights, scores).as(Verdict::new).list().ofMaxSize(60);
  }

  private static RateSums sums(List<Verdict> verdicts) {
    RateSums sums = RateSums.EMPTY;
    for (Verdict verdict : verdicts) {
      sums = sums.plus(verdict.weight(), verdict.x());
    }
    return sums;
  }

  private static void assertSound(RateEstimate estimate) {
    assertThat(estimate.low()).isNotNegative();
    assertThat(estimate.high()).isLessThanOrEqualTo(1);
    if (estimate.rate() != null) {
      assertThat(estimate.rate()).isBetween(estimate.low(), estimate.high());
      assertThat(estimate.effectiveN()).isPositive().isFinite();
      assertThat(estimate.standardError()).isNotNegative();
    }
  }
}
