package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

  @EachVector("wilson")
  void interval_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    Interval interval =
        Wilson.interval(
            in.get("rate").asDouble(), in.get("neff").asDouble(), in.get("z").asDouble());

    assertNear(interval.low(), vector.get("out").get(0));
    assertNear(interval.high(), vector.get("out").get(1));
  }

  @Test
  void noVerdicts_ruleNothingOut() {
    assertThat(Wilson.interval(0.3, 0, Normal.Z_95)).isEqualTo(Interval.UNKNOWN);
  }

  @Test
  void ends_areExact() {
    assertThat(Wilson.interval(0, 7, Normal.Z_95).low()).isZero();
    assertThat(Wilson.interval(1, 7, Normal.Z_95).high()).isOne();
  }

  @Property
  void interval_hasTheRateAndStaysInOrder(
      @ForAll @DoubleRange(max = 1) double rate,
      @ForAll @DoubleRange(min = 0.01, max = 1e15) double n,
      @ForAll @DoubleRange(min = 0.1, max = 10) double z) {
    Interval interval = Wilson.interval(rate, n, z);

    assertThat(rate).isBetween(interval.low(), interval.high());
    assertThat(interval.low()).isNotNegative();
    assertThat(interval.high()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 1, 1",
    "1.1, 1, 1",
    "NaN, 1, 1",
    "0, -1, 1",
    "0, NaN, 1",
    "0, Infinity, 1",
    "0, 1, 0",
    "0, 1, NaN"
  })
  void argumentOutOfRange_isRefused(double rate, double n, double z) {
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(rate, n, z));
  }
}
