package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  /// Ranks 1..5 against 2, 1, 4, 3, 5: the squares of the differences sum up to 4, so rho is 1 - 6
  /// * 4 / (5 * 24) = 0.8. Its interval: atanh(0.8) = 1.098612, the standard error is sqrt((1 +
  ///   0.32) / 2) = 0.812404, so tanh(1.098612 -+ 1.592282).
  @Test
  void withoutTies_isTheTextbookFormula() {
    Estimate rho =
        RankCorrelation.spearman(new double[] {1, 2, 3, 4, 5}, new double[] {20, 10, 40, 30, 50});

    assertThat(rho.value()).isCloseTo(0.8, within(1e-12));
    assertThat(rho.low()).isCloseTo(Math.tanh(-0.493670), within(1e-5));
    assertThat(rho.high()).isCloseTo(Math.tanh(2.690894), within(1e-5));
  }

  /// Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
  @Test
  void ties_shareTheirMeanRank() {
    Estimate rho = RankCorrelation.spearman(new double[] {1, 7, 7, 9}, new double[] {1, 2, 3, 4});

    assertThat(rho.value()).isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
  }

  @Test
  void anyFallingCurve_isMinusOne() {
    Estimate rho = RankCorrelation.spearman(new double[] {1, 2, 3, 4}, new double[] {8, 4, 2, 1});

    assertThat(rho).isEqualTo(new Estimate(-1, -1, -1));
  }

  @Test
  void fewPairsAndConstants_haveNone() {
    assertThat(RankCorrelation.spearman(new double[] {1, 2, 3}, new double[] {1, 2, 3})).isNull();
    assertThat(RankCorrelation.spearman(new double[] {1, 2, 3, 4}, new double[] {5, 5, 5, 5}))
        .isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankCorrelation.spearman(new double[] {1}, new double[] {}));
  }
}
