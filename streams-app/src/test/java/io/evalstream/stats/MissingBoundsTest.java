package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingBoundsTest {

  /// 2 of 8 failed, and 2 are missing: from 2 / 10 to 4 / 10.
  @Test
  void missingVerdicts_couldAllPassOrFail() {
    MissingBounds bounds = MissingBounds.of(RateSums.ofBinary(4, 8, 16, 2, 4), 2);

    assertNear(bounds.missing(), 0.2);
    assertNear(bounds.range().low(), 0.2);
    assertNear(bounds.range().high(), 0.4);
  }

  @Test
  void nothingMissing_leavesTheRate() {
    MissingBounds bounds = MissingBounds.of(RateSums.ofBinary(4, 8, 16, 2, 4), 0);

    assertThat(bounds).isEqualTo(new MissingBounds(0.0, new Interval(0.25, 0.25)));
  }

  @Test
  void noVerdicts_ruleNothingOut() {
    assertThat(MissingBounds.of(RateSums.EMPTY, 3))
        .isEqualTo(new MissingBounds(1.0, Interval.UNKNOWN));
    assertThat(MissingBounds.of(RateSums.EMPTY, 0))
        .isEqualTo(new MissingBounds(null, Interval.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void weightOutOfRange_isRefused(double weight) {
    assertThatIllegalArgumentException().isThrownBy(() -> MissingBounds.of(RateSums.EMPTY, weight));
  }
}
