package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;

import org.junit.jupiter.api.Test;

class NormalTest {

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
