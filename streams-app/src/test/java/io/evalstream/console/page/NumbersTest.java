package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  @Test
  void shares_arePercentWithTheirInterval() {
    assertThat(Numbers.percent(0.0714, 0.0521, 0.0961)).isEqualTo("7.1 % (95 %: 5.2 to 9.6 %)");
    assertThat(Numbers.percent(0.0004)).isEqualTo("0.04 %");
    assertThat(Numbers.percent(0.0)).isEqualTo("0.0 %");
    assertThat(Numbers.percent(null)).isEqualTo("–");
    assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
  }

  @Test
  void differences_haveTheirSign() {
    assertThat(Numbers.points(0.031)).isEqualTo("+3.1 points");
    assertThat(Numbers.points(-0.004)).isEqualTo("−0.4 points");
    assertThat(Numbers.points(-0.0001)).isEqualTo("0.0 points");
  }

  @Test
  void durations_haveTheUnitsThatMatter() {
    assertThat(Numbers.duration(Duration.ofSeconds(45))).isEqualTo("45 s");
    assertThat(Numbers.duration(Duration.ofSeconds(200))).isEqualTo("3 min");
    assertThat(Numbers.duration(Duration.ofMinutes(80))).isEqualTo("1 h 20 min");
    assertThat(Numbers.duration(Duration.ofHours(48))).isEqualTo("2 d");
    assertThat(Numbers.latency(840)).isEqualTo("840 ms");
    assertThat(Numbers.latency(2_400)).isEqualTo("2.4 s");
    assertThat(Numbers.latency(180_000)).isEqualTo("3 min");
  }

  @Test
  void times_areForPeopleAndForMachines() {
    Numbers.Moment moment = Numbers.ago(NOW.minusSeconds(185), NOW);

    assertThat(moment.text()).isEqualTo("3 min ago");
    assertThat(moment.iso()).isEqualTo("2026-05-01T09:56:55Z");
    assertThat(moment.exact()).isEqualTo("2026-05-01 09:56:55 UTC");
    assertThat(Numbers.ago(NOW, NOW).text()).isEqualTo("just now");
    assertThat(Numbers.ago(NOW.plusSeconds(120), NOW).text()).isEqualTo("in 2 min");
  }

  @Test
  void money_keepsTwoDigitsThatCount() {
    assertThat(Numbers.dollars(0)).isEqualTo("$0.00");
    assertThat(Numbers.dollars(0.00031)).isEqualTo("$0.00031");
    assertThat(Numbers.dollars(0.25)).isEqualTo("$0.25");
    assertThat(Numbers.dollars(1234.5)).isEqualTo("$1,234.50");
  }

  @Test
  void sizes_areWholeWhereThatTellsEnough() {
    assertThat(Numbers.size(1234.4)).isEqualTo("1,234");
    assertThat(Numbers.size(3.25)).isEqualTo("3.3");
    assertThat(Numbers.size(3)).isEqualTo("3");
  }
}
