package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.stats.CorrectedRate.Benchmark;
import org.junit.jupiter.api.Test;

class CorrectedRateTest {

  @EachVector("corrected-rate")
  void rateAndInterval_areThoseOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    CorrectedRate corrected =
        CorrectedRate.of(
            Vectors.number(in.get("q")), in.get("neff").asDouble(), Vectors.benchmark(in));

    assertNear(corrected.value(), vector.at("/out/pi"));
    assertNear(corrected.interval().low(), vector.at("/out/lo"));
    assertNear(corrected.interval().high(), vector.at("/out/hi"));
  }

  @Test
  void correctedRate_tellsWhetherToShowIt() {
    Benchmark benchmark = new Benchmark(70, 100, 80, 100);

    assertThat(CorrectedRate.of(0.3, 100, benchmark).trust()).isEqualTo(JudgeTrust.of(benchmark));
    assertThat(CorrectedRate.of(null, 0, benchmark).trust().grade())
        .isEqualTo(JudgeTrust.Grade.WIDE);
  }

  /// 1.96 * sqrt(0.95 * 0.05 / 1000) / 0.85
  @Test
  void benchmark_setsALeastWidth() {
    assertThat(new Benchmark(90, 100, 950, 1000).leastHalfWidth()).isBetween(0.01589, 0.01590);
    assertThat(new Benchmark(0, 0, 0, 0).leastHalfWidth()).isInfinite();
    assertThat(new Benchmark(1, 2, 1, 2).leastHalfWidth()).isInfinite();
  }

  @Test
  void impossibleBenchmark_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Benchmark(3, 2, 0, 0));
  }
}
