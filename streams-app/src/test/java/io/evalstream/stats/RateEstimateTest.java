package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertEstimate;
import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateEstimateTest {

  @EachVector("rate-binary")
  void binaryVerdicts_haveTheRateOfTheReference(JsonNode vector) {
    assertEstimate(Vectors.sums(vector.get("in"), "y").estimate(), vector.get("out"));
  }

  @EachVector("rate-binary-deff-3-z-999")
  void dependentVerdicts_haveTheRateOfTheReference(JsonNode vector) {
    assertEstimate(
        Vectors.sums(vector.get("in"), "y").estimate(Normal.Z_999_ONE_SIDED, 3, false),
        vector.get("out"));
  }

  @EachVector("rate-graded")
  void gradedVerdicts_haveTheRateOfTheReference(JsonNode vector) {
    assertEstimate(
        Vectors.sums(vector.get("in"), "x").estimate(Normal.Z_95, 1, true), vector.get("out"));
  }

  @Test
  void noVerdicts_haveNoRate() {
    RateEstimate estimate = RateSums.EMPTY.estimate();

    assertThat(estimate).isEqualTo(new RateEstimate(0, null, null, 0, 0, Interval.UNKNOWN, 0));
  }

  @Test
  void noneOfN_reachesZeroOnly() {
    RateEstimate estimate = verdicts(40, 0).estimate();

    assertThat(estimate.rate()).isZero();
    assertThat(estimate.low()).isZero();
    // z² / (n + z²) = 3.8415 / 43.8415
    assertThat(estimate.high()).isBetween(0.0876, 0.0877);
  }

  @Test
  void allOfN_reachOneOnly() {
    RateEstimate estimate = verdicts(40, 1).estimate();

    assertThat(estimate.rate()).isOne();
    assertThat(estimate.low()).isBetween(0.9123, 0.9124);
    assertThat(estimate.high()).isOne();
  }

  @Test
  void oneHugeWeight_leavesOneVerdict() {
    RateEstimate estimate = verdicts(99, 0).plus(1e9, 1).estimate();

    assertNear(estimate.kishN(), 1.0000001980000098);
    assertThat(estimate.effectiveN()).isBetween(0.5, 2.0);
    assertThat(estimate.rate()).isBetween(0.9999999, 1.0);
    assertThat(estimate.low()).isLessThan(0.5);
  }

  @Test
  void gradedScoresInTheMiddle_tellMoreThanBinaryOnes() {
    RateSums sums = RateSums.EMPTY;
    for (int i = 0; i < 6; i++) {
      sums = sums.plus(1, 0.5);
    }

    // shrunk 5/10, prior 4/4 = 1, scatter 0, binary scatter 6/4: size 6 / (1 / 2.5)
    assertNear(sums.estimate(Normal.Z_95, 1, true).effectiveN(), 15);
  }

  @Test
  void fewVerdicts_areThin() {
    assertThat(verdicts(29, 0).estimate().isThin()).isTrue();
    assertThat(verdicts(31, 0).estimate().isThin()).isFalse();
  }

  /// One verdict of weight 9 among 9 of weight 1: 18² / (81 + 9) = 3.6, of 10; of weight 100, 1.2.
  @Test
  void fewHeavyVerdicts_areUneven() {
    assertThat(verdicts(9, 0).plus(9, 1).estimate().isUneven()).isFalse();
    assertThat(verdicts(9, 0).plus(100, 1).estimate().isUneven()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void designEffectBelowOne_isRefused(double deff) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateSums.EMPTY.estimate(Normal.Z_95, deff, false));
  }

  private static RateSums verdicts(int n, double x) {
    RateSums sums = RateSums.EMPTY;
    for (int i = 0; i < n; i++) {
      sums = sums.plus(1, x);
    }
    return sums;
  }
}
