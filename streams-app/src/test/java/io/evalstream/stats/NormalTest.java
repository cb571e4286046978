package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTest {

  @EachVector("normal-share")
  void share_isThatOfTheReference(JsonNode vector) {
    double x = vector.at("/in/x").asDouble();

    double share = Normal.cdf(x);

    // Relative, so that small shares are right too.
    double expected = vector.get("out").asDouble();
    assertThat(share).isCloseTo(expected, within(1e-9 * expected));
  }

  @EachVector("normal-quantile")
  void quantile_isThatOfTheReference(JsonNode vector) {
    double quantile = Normal.quantile(vector.at("/in/p").asDouble());

    assertNear(quantile, vector.get("out"));
  }

  @Test
  void share_isOfOnePieceWhereTheFormulaChanges() {
    for (double x : new double[] {-3, 3}) {
      assertNear(Normal.cdf(Math.nextDown(x)), Normal.cdf(x));
      assertNear(Normal.cdf(Math.nextUp(x)), Normal.cdf(x));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-12, 0.01, 0.3, 0.5, 0.7, 1 - 1e-12})
  void quantile_hasItsShareBelow(double share) {
    assertThat(Normal.cdf(Normal.quantile(share))).isCloseTo(share, within(1e-9 * share));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void shareOutOfRange_isRefused(double share) {
    assertThatIllegalArgumentException().isThrownBy(() -> Normal.quantile(share));
  }

  @Test
  void quantiles_haveTheirShareBelow() {
    assertNear(shareBelow(Normal.Z_95), 0.975);
    assertNear(shareBelow(Normal.Z_90_ONE_SIDED), 0.90);
    assertNear(shareBelow(Normal.Z_95_ONE_SIDED), 0.95);
    assertNear(shareBelow(Normal.Z_999_ONE_SIDED), 0.999);
  }

  /// Half, and the density from 0 to z by Simpson's rule.
  private static double shareBelow(double z) {
    int steps = 1000;
    double sum = density(0) + density(z);
    for (int i = 1; i < steps; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * density(z * i / steps);
    }
    return 0.5 + sum * z / steps / 3;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
