package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.stats.CorrectedRate.Benchmark;
import org.junit.jupiter.api.Test;

class TrueLimitTest {

  @EachVector("true-limit")
  void limits_areThoseOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    TrueLimit limit = TrueLimit.of(in.get("pi0").asDouble(), Vectors.benchmark(in));

    assertNear(limit.expected(), vector.at("/out/q0"));
    assertNear(limit.safe(), vector.at("/out/q0_safe"));
  }

  @Test
  void limitOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrueLimit.of(1.1, new Benchmark(1, 1, 1, 1)))
        .withMessage("limit must be in [0, 1], was 1.1");
  }
}
