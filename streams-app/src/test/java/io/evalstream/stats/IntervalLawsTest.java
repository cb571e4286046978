package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.stats.CorrectedRate.Benchmark;
import io.evalstream.stats.DoubleSampling.Checked;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/// Each interval has its value in it and lies where it can, whatever was seen: nothing, none of n,
/// all of n, or one verdict of huge weight.
class IntervalLawsTest {

  /// Part of a number of cases, the ends often.
  record Part(long of, long n) {}

  @Provide
  Arbitrary<Part> parts() {
    Arbitrary<Long> sizes = Arbitraries.longs().between(0, 2_000);
    return sizes.flatMap(
        n ->
            Arbitraries.oneOf(Arbitraries.of(0L, n), Arbitraries.longs().between(0, n))
                .map(of -> new Part(of, n)));
  }

  /// Binary verdicts of equal weight, and perhaps one huge one.
  @Provide
  Arbitrary<RateSums> sums() {
    return Combinators.combine(
            parts(),
            Arbitraries.of(1.0, 10.0, 9_999.0),
            Arbitraries.of(0.0, 1e3, 1e9),
            Arbitraries.of(0, 1))
        .as(IntervalLawsTest::sums);
  }

  private static RateSums sums(Part part, double weight, double huge, int x) {
    double square = weight * weight;
    RateSums sums =
        RateSums.ofBinary(
            part.n, part.n * weight, part.n * square, part.of * weight, part.of * square);
    return huge == 0 ? sums : sums.plus(huge, x);
  }

  private static void assertSound(@Nullable Double value, Interval interval) {
    if (value == null) {
      assertThat(interval).isEqualTo(Interval.UNKNOWN);
    } else {
      assertThat(value).isBetween(interval.low(), interval.high());
    }
  }

  @Property
  void corrected(
      @ForAll("sums") RateSums sums, @ForAll("parts") Part hits, @ForAll("parts") Part passes) {
    RateEstimate raw = sums.estimate();
    Benchmark benchmark = new Benchmark(hits.of, hits.n, passes.of, passes.n);

    CorrectedRate rate = CorrectedRate.of(raw.rate(), raw.effectiveN(), benchmark);

    assertSound(rate.value(), rate.interval());
  }

  @Property
  void trust(@ForAll("parts") Part hits, @ForAll("parts") Part passes) {
    JudgeTrust trust = JudgeTrust.of(new Benchmark(hits.of, hits.n, passes.of, passes.n));

    if (trust.leastGain() == null) {
      assertThat(trust.grade()).isEqualTo(JudgeTrust.Grade.REFUSED);
    } else {
      assertThat(trust.leastGain()).isLessThanOrEqualTo(trust.gain());
    }
  }

  @Property
  void trueLimit(
      @ForAll @DoubleRange(max = 1) double limit,
      @ForAll("parts") Part hits,
      @ForAll("parts") Part passes) {
    TrueLimit raw = TrueLimit.of(limit, new Benchmark(hits.of, hits.n, passes.of, passes.n));

    assertThat(raw.safe()).isBetween(raw.expected(), 1.0);
  }

  @Property
  void powered(
      @ForAll("sums") RateSums judged,
      @ForAll("parts") Part failing,
      @ForAll("parts") Part passing,
      @ForAll @DoubleRange(max = 1e9) double huge) {
    HumanChecked checked =
        new HumanChecked(
            failing.of,
            failing.of,
            failing.n - failing.of,
            failing.n - failing.of,
            passing.n - passing.of,
            passing.n - passing.of,
            passing.of,
            passing.of);
    if (huge > 0) {
      checked = checked.plus(huge, failing.of > passing.of, failing.n > passing.n);
    }

    PoweredRate rate = checked.rate(judged);

    assertSound(rate.value(), rate.interval());
    if (rate.lambda() != null) {
      assertThat(rate.lambda()).isBetween(0.0, 1.0);
      assertThat(rate.standardError()).isPositive().isFinite();
    }
  }

  @Property
  void doubleSampled(
      @ForAll("sums") RateSums sums, @ForAll("parts") Part failing, @ForAll("parts") Part passing) {
    RateEstimate raw = sums.estimate();

    DoubleSampling rate =
        DoubleSampling.of(
            raw.rate(),
            raw.effectiveN(),
            new Checked(failing.of, failing.n, passing.of, passing.n));

    assertSound(rate.value(), rate.interval());
  }

  @Property
  void missing(@ForAll("sums") RateSums sums, @ForAll @LongRange(max = 100_000) long missing) {
    MissingBounds bounds = MissingBounds.of(sums, (double) missing);

    assertThat(bounds.missing() == null).isEqualTo(sums.n() == 0 && missing == 0);
    if (sums.n() > 0 && missing == 0) {
      assertThat(sums.estimate().rate()).isBetween(bounds.range().low(), bounds.range().high());
    }
  }

  @Property
  void baseline(@ForAll("sums") RateSums sums) {
    BaselineLimit.above(sums, BaselineLimit.TENTH)
        .ifPresent(
            limit -> {
              double rate = sums.estimate().rate();
              assertThat(limit).isBetween(Math.clamp(rate, 1e-4, 0.9), 0.9);
            });
  }

  @Property
  void difference(@ForAll("sums") RateSums first, @ForAll("sums") RateSums second) {
    Difference.of(first.estimate(), second.estimate())
        .ifPresentOrElse(
            difference -> {
              assertSound(difference.interval());
              assertSound(difference.anytime());
              assertSound(difference.corrected(0.6, 0.1));
              assertThat(difference.pValue()).isBetween(0.0, 1.0);
            },
            () -> assertThat(Math.min(first.n(), second.n())).isZero());
  }

  private static void assertSound(Estimate estimate) {
    assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
    assertThat(estimate.low()).isGreaterThanOrEqualTo(-1);
    assertThat(estimate.high()).isLessThanOrEqualTo(1);
  }

  @Property
  void swappedArms_mirrorTheDifference(
      @ForAll("sums") RateSums first, @ForAll("sums") RateSums second) {
    Difference.of(first.estimate(), second.estimate())
        .ifPresent(
            difference -> {
              Difference swapped = Difference.of(second.estimate(), first.estimate()).orElseThrow();
              assertThat(swapped.interval().low()).isEqualTo(-difference.interval().high());
              assertThat(swapped.anytime().high()).isEqualTo(-difference.anytime().low());
            });
  }
}
