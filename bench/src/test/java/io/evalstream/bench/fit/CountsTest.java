package io.evalstream.bench.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountsTest {

  @Test
  void measures_areThoseOfTheirDefinitions() {
    Counts counts = new Counts(8, 2, 15, 75);

    // Sensitivity 8/10, specificity 75/90.
    assertThat(counts.balancedAccuracy()).isCloseTo((0.8 + 75 / 90.0) / 2, within(1e-12));
    // Failures are the rarer side: 2*8 / (2*8 + 2 + 15).
    assertThat(counts.f1()).isCloseTo(16 / 33.0, within(1e-12));
    // (8*75 - 15*2) / sqrt(23 * 10 * 90 * 77).
    assertThat(counts.mcc()).isCloseTo(570 / Math.sqrt(23.0 * 10 * 90 * 77), within(1e-12));
  }

  @Test
  void rarerSide_mayBeThePasses() {
    assertThat(new Counts(75, 15, 2, 8).f1()).isCloseTo(16 / 33.0, within(1e-12));
  }

  @Test
  void oneSideOnly_givesItsShare() {
    assertThat(new Counts(0, 0, 1, 3).balancedAccuracy()).isEqualTo(0.75);
    assertThat(new Counts(1, 3, 0, 0).balancedAccuracy()).isEqualTo(0.25);
  }
}
