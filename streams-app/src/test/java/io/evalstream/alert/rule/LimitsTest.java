package io.evalstream.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.rule.AlertState.Reading;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final double LIMIT = 0.05;

  /// 99 labels of weight 1 pass and one of weight 1,000 fails: a rate of 91 %, from one label.
  @Test
  void oneHeavyLabel_isNotManySamples() {
    RateEstimate estimate = passing(99).plus(1_000, 1).estimate();

    assertThat(estimate.low()).isGreaterThan(LIMIT);
    assertThat(Limits.reading(estimate, LIMIT, 30)).isEqualTo(Reading.UNKNOWN);
  }

  @Test
  void equalLabels_countByTheirNumber() {
    assertThat(Limits.reading(passing(29).estimate(), LIMIT, 30)).isEqualTo(Reading.UNKNOWN);
    assertThat(Limits.reading(passing(30).estimate(), LIMIT, 30)).isEqualTo(Reading.WITHIN);
  }

  @Test
  void noLabel_isSilence() {
    assertThat(Limits.reading(RateSums.EMPTY.estimate(), LIMIT, 30)).isEqualTo(Reading.SILENT);
  }

  private static RateSums passing(long count) {
    return RateSums.ofCounts(count, 0);
  }
}
