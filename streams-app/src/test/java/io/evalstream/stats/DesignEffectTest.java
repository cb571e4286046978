package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignEffectTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "5, 0, 1", "5, 1, 5", "5, 0.3, 2.2"})
  void effect_growsWithTurnsAndCorrelation(double turns, double correlation, double effect) {
    assertThat(DesignEffect.of(turns, correlation)).isEqualTo(effect);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0", "NaN, 0", "2, -0.1", "2, 1.1"})
  void valuesOutOfRange_areRefused(double turns, double correlation) {
    assertThatIllegalArgumentException().isThrownBy(() -> DesignEffect.of(turns, correlation));
  }
}
