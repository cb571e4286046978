package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineLimitTest {

  private static final RateSums MANY = RateSums.ofCounts(100_000, 5_000);

  @EachVector("baseline-limit")
  void limit_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    OptionalDouble limit =
        BaselineLimit.above(Vectors.sums(in.get("stats")), in.get("delta").asDouble());

    assertNear(limit.isPresent() ? (Double) limit.getAsDouble() : null, vector.get("out"));
  }

  @Test
  void wellKnownRate_mayRiseByTheShare() {
    assertNear(BaselineLimit.above(MANY, 0.1).orElseThrow(), 0.055);
    assertNear(BaselineLimit.above(MANY, 0.2).orElseThrow(), 0.06);
  }

  @Test
  void dependentVerdicts_tellLess() {
    double limit = BaselineLimit.above(MANY, 0.1, 100).orElseThrow();

    assertNear(limit, Wilson.interval(0.05, 1_000, Normal.Z_999_ONE_SIDED).high());
    assertThat(limit).isGreaterThan(0.07);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void shareBelowZero_isRefused(double delta) {
    assertThatIllegalArgumentException().isThrownBy(() -> BaselineLimit.above(MANY, delta));
  }
}
