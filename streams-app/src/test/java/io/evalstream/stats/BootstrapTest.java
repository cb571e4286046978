package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static Double mean(List<Integer> cases) {
    return cases.stream().mapToInt(Integer::intValue).average().stream()
        .boxed()
        .findAny()
        .orElse(null);
  }

  private static List<List<Integer>> coins(int groups, int ofGroup) {
    List<List<Integer>> coins = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      coins.add(java.util.Collections.nCopies(ofGroup, i % 2));
    }
    return coins;
  }

  /// A mean of 400 fair coins has the standard error 0.5 / 20 = 0.025.
  @Test
  void independentCases_giveTheIntervalOfTheMean() {
    Estimate estimate = Bootstrap.interval(coins(400, 1), BootstrapTest::mean, 1);

    assertThat(estimate.value()).isEqualTo(0.5);
    assertThat(estimate.low()).isCloseTo(0.451, within(0.008));
    assertThat(estimate.high()).isCloseTo(0.549, within(0.008));
  }

  /// 40 groups of ten equal coins tell no more than 40 coins: 0.5 / sqrt(40) = 0.079.
  @Test
  void groupsOfEqualCases_countAsOneEach() {
    Estimate estimate = Bootstrap.interval(coins(40, 10), BootstrapTest::mean, 1);

    assertThat(estimate.low()).isCloseTo(0.345, within(0.03));
    assertThat(estimate.high()).isCloseTo(0.655, within(0.03));
  }

  @Test
  void sameSeed_givesTheSameInterval() {
    assertThat(Bootstrap.interval(coins(50, 1), BootstrapTest::mean, 7))
        .isEqualTo(Bootstrap.interval(coins(50, 1), BootstrapTest::mean, 7));
  }

  @Test
  void fewGroups_giveNoInterval() {
    Estimate nine = Bootstrap.interval(coins(9, 100), BootstrapTest::mean, 1);
    Estimate ten = Bootstrap.interval(coins(10, 100), BootstrapTest::mean, 1);

    assertThat(nine.value()).isCloseTo(4 / 9.0, within(1e-12));
    assertThat(nine.hasInterval()).isFalse();
    assertThat(ten.hasInterval()).isTrue();
  }

  @Test
  void undefinedStatistic_hasNone() {
    assertThat(Bootstrap.<Integer>interval(coins(3, 1), cases -> null, 1)).isNull();
  }
}
