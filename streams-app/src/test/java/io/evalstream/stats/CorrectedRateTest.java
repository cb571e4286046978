package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorrectedRateTest {

  static Stream<JsonNode> vectors() {
    return Vectors.of("corrected-rate");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void rateAndInterval_areThoseOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    CorrectedRate corrected =
        CorrectedRate.of(
            in.get("q").isNull() ? null : in.get("q").asDouble(),
            in.get("neff").asDouble(),
            new CorrectedRate.Benchmark(
                in.get("tp").asLong(),
                in.get("m1").asLong(),
                in.get("tn").asLong(),
                in.get("m0").asLong()));

    assertNear(corrected.value(), vector.at("/out/pi"));
    assertNear(corrected.interval().low(), vector.at("/out/lo"));
    assertNear(corrected.interval().high(), vector.at("/out/hi"));
  }

  @Test
  void impossibleBenchmark_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CorrectedRate.Benchmark(3, 2, 0, 0));
  }
}
