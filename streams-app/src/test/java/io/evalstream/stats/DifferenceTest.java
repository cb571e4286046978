package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.stats.CorrectedRate.Benchmark;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @EachVector("difference")
  void difference_isThatOfTheReference(JsonNode vector) {
    assertDifference(vector);
  }

  /// The reference leaves a value beyond 1 as it was computed; here it is 1.
  @EachVector("difference-corrected")
  void correctedDifference_isThatOfTheReference(JsonNode vector) {
    JsonNode expected = vector.at("/out/corrected");

    Optional<Difference> difference = assertDifference(vector);

    assertThat(difference.isEmpty()).isEqualTo(expected.isMissingNode());
    difference.ifPresent(
        d -> {
          Estimate corrected =
              d.corrected(vector.at("/in/J").asDouble(), vector.at("/in/Jse").asDouble());
          assertNear(corrected.value(), Math.clamp(expected.get(0).asDouble(), -1, 1));
          assertNear(corrected.low(), expected.get(1));
          assertNear(corrected.high(), expected.get(2));
        });
  }

  private static Optional<Difference> assertDifference(JsonNode vector) {
    Optional<Difference> difference =
        Difference.of(
            Vectors.counted(vector.at("/in/a")).estimate(),
            Vectors.counted(vector.at("/in/b")).estimate());

    JsonNode out = vector.get("out");
    assertThat(difference.isEmpty()).isEqualTo(out.get("delta").isNull());
    difference.ifPresent(
        d -> {
          assertNear(d.value(), out.get("delta"));
          assertNear(d.interval().low(), out.get("lo"));
          assertNear(d.interval().high(), out.get("hi"));
          assertNear(d.z(), out.get("z"));
          assertNear(d.pValue(), out.get("p"));
          assertNear(d.anytime().low(), out.at("/always/0"));
          assertNear(d.anytime().high(), out.at("/always/1"));
        });
    return difference;
  }

  /// Gain 0.9 + 0.95 - 1; its error by one right and one wrong answer more: sqrt(91/102 * 11/102 /
  /// 102 + 96/102 * 6/102 / 102) = 0.03854923.
  @Test
  void benchmark_givesGainAndError() {
    Difference difference = Difference.of(0.3, 400, 0.2, 400);

    Estimate corrected = difference.corrected(new Benchmark(90, 100, 95, 100)).orElseThrow();

    Estimate expected = difference.corrected(0.85, 0.03854922);
    assertNear(corrected.value(), expected.value());
    assertThat(corrected.low()).isBetween(expected.low() - 1e-6, expected.low() + 1e-6);
  }

  @Test
  void judgeWithoutGain_correctsNothing() {
    Difference difference = Difference.of(0.3, 400, 0.2, 400);

    assertThat(difference.corrected(new Benchmark(1, 2, 1, 2))).isEmpty();
    assertThat(difference.corrected(new Benchmark(0, 0, 1, 2))).isEmpty();
  }

  @Test
  void armsOutOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Difference.of(0.3, 0, 0.2, 400));
    assertThatIllegalArgumentException().isThrownBy(() -> Difference.of(1.3, 1, 0.2, 400));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Difference.of(0.3, 400, 0.2, 400).corrected(0, 0));
  }
}
