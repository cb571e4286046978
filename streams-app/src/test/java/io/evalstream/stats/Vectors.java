package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.stats.CorrectedRate.Benchmark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Cases that an independent implementation of the formulas computed: `in`, and the `out` expected.
final class Vectors {

  private static final double TOLERANCE = 1e-9;

  private Vectors() {}

  /// The cases of one file; a test takes them by [EachVector].
  static Stream<JsonNode> of(String group) {
    try (var json = Vectors.class.getResourceAsStream("/stats/" + group + ".json")) {
      return new ObjectMapper().readTree(json).valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Verdicts as a list of weight, score, and how many have them.
  static RateSums counted(JsonNode verdicts) {
    RateSums sums = RateSums.EMPTY;
    for (JsonNode verdict : verdicts) {
      for (int i = 0; i < verdict.get(2).asInt(); i++) {
        sums = sums.plus(verdict.get(0).asDouble(), verdict.get(1).asDouble());
      }
    }
    return sums;
  }

  static Benchmark benchmark(JsonNode in) {
    return new Benchmark(
        in.get("tp").asLong(), in.get("m1").asLong(), in.get("tn").asLong(), in.get("m0").asLong());
  }

  /// A number, or null.
  static @Nullable Double number(JsonNode json) {
    return json.isNull() ? null : Double.valueOf(json.asDouble());
  }

  /// The verdicts with weights `w` and scores under another key.
  static RateSums sums(JsonNode verdicts, String scores) {
    RateSums sums = RateSums.EMPTY;
    for (int i = 0; i < verdicts.get("w").size(); i++) {
      sums = sums.plus(verdicts.get("w").get(i).asDouble(), verdicts.get(scores).get(i).asDouble());
    }
    return sums;
  }

  static RateSums sums(JsonNode stats) {
    return new RateSums(
        stats.get("n").asLong(),
        stats.get("W").asDouble(),
        stats.get("W2").asDouble(),
        stats.get("A").asDouble(),
        stats.get("B").asDouble(),
        stats.get("C").asDouble());
  }

  static void assertEstimate(RateEstimate actual, JsonNode expected) {
    assertNear(actual.rate(), expected.get("rate"));
    assertNear(actual.standardError(), expected.get("se"));
    assertNear(actual.effectiveN(), expected.get("neff"));
    assertNear(actual.kishN(), expected.get("kish"));
    assertNear(actual.low(), expected.get("lo"));
    assertNear(actual.high(), expected.get("hi"));
    assertNear(actual.total(), expected.get("total"));
  }

  static void assertSums(RateSums actual, RateSums expected) {
    assertThat(actual.n()).isEqualTo(expected.n());
    assertNear(actual.w(), expected.w());
    assertNear(actual.w2(), expected.w2());
    assertNear(actual.a(), expected.a());
    assertNear(actual.b(), expected.b());
    assertNear(actual.c(), expected.c());
  }

  static void assertNear(@Nullable Double actual, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(actual).isNull();
    } else {
      assertNear(actual, expected.asDouble());
    }
  }

  static void assertNear(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
  }
}
