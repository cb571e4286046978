package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PooledTest {

  @Test
  void windowsOfEqualWeights_areOneWindow() {
    Pooled pooled =
        Pooled.of(
            List.of(
                Windows.minute(3, 40, 4).build(),
                Windows.minute(2, 10, 5).build(),
                Windows.minute(1, 50, 0).build()));

    RateEstimate whole = RateSums.ofCounts(100, 9).estimate();
    assertThat(pooled.rate()).isCloseTo(0.09, within(1e-12));
    assertThat(pooled.effectiveN()).isCloseTo(100, within(1e-9));
    assertThat(pooled.judged()).isEqualTo(100);
    assertThat(pooled.interval().low()).isCloseTo(whole.low(), within(1e-9));
    assertThat(pooled.interval().high()).isCloseTo(whole.high(), within(1e-9));
  }

  /// 100 labels that stand for 1,000 answers and fail by 10 %, and 100 that stand for 100 and fail
  /// by 50 %: (1000 x 0.1 + 100 x 0.5) / 1100 = 0.1364; size 1100² / (1000²/100 + 100²/100) =
  /// 119.8.
  @Test
  void aWindowOfWhichLittleWasJudged_countsByItsTraffic() {
    Pooled pooled =
        Pooled.of(
            List.of(
                Windows.minute(2, 100, 10).setSeen(1_000).build(),
                Windows.minute(1, 100, 50).build()));

    assertThat(pooled.rate()).isCloseTo(150.0 / 1_100, within(1e-12));
    assertThat(pooled.effectiveN()).isCloseTo(1_210_000 / 10_100.0, within(1e-9));
  }

  /// 30 of 90 that could have had a label have none; 10 could not be evaluated.
  @Test
  void whatHasNoLabel_isToldApart() {
    Pooled pooled =
        Pooled.of(
            List.of(
                Windows.minute(1, 60, 6)
                    .setSeen(100)
                    .setSampled(100)
                    .setMissing(30.0 / 90)
                    .setOutcomes(Map.of("judged", 60L, "expired", 30L, "not_evaluable", 10L))
                    .build()));

    assertThat(pooled.missing()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(pooled.rate()).isCloseTo(0.1, within(1e-12));
    assertThat(pooled.effectiveN()).isCloseTo(60, within(1e-9));
  }

  @Test
  void nothingJudged_hasNoRate() {
    assertThat(Pooled.of(List.of()).rate()).isNull();
    assertThat(Pooled.of(List.of(Windows.minute(1, 0, 0).build())).rate()).isNull();
  }
}
