package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.app.Configs;
import io.evalstream.async.FlowLoad;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReliefTest {

  private static final Duration MAX_AGE = Duration.ofMinutes(15);
  private static final Relief RELIEF = new Relief(Duration.ofSeconds(30), Duration.ofSeconds(480));

  private static double share(long waitMillis, double fill) {
    return RELIEF.share(new FlowLoad(1, waitMillis, fill));
  }

  @Test
  void shortWait_changesNothing() {
    assertThat(share(0, 0)).isEqualTo(1);
    assertThat(share(30_000, 0.5)).isEqualTo(1);
  }

  @Test
  void longerWait_takesLess() {
    // A third of the way, and 0.001^(1/3) is 0.1.
    assertThat(share(180_000, 0)).isCloseTo(0.1, within(1e-12));
    assertThat(share(480_000, 0)).isCloseTo(1e-3, within(1e-12));
    assertThat(share(9_999_999, 0)).isCloseTo(1e-3, within(1e-12));
  }

  @Test
  void fullPlaces_takeLess_beforeTheLastOnesAreGone() {
    assertThat(share(0, 0.7)).isCloseTo(Math.sqrt(1e-3), within(1e-12));
    assertThat(share(0, 0.9)).isCloseTo(1e-3, within(1e-12));
  }

  @Property
  void share_isAProbabilityAndFalls(
      @ForAll @LongRange(max = 10_000_000) long wait,
      @ForAll @DoubleRange(max = 1) double fill,
      @ForAll @LongRange(max = 1_000_000) long more) {
    double share = share(wait, fill);

    assertThat(share).isGreaterThan(0).isLessThanOrEqualTo(1);
    assertThat(share(wait + more, fill)).isLessThanOrEqualTo(share);
  }

  @Test
  void defaults_comeFromTheAge() throws Exception {
    Relief relief = Configs.read("", section -> Relief.read(section, MAX_AGE));

    assertThat(relief).isEqualTo(RELIEF);
  }

  @Test
  void key_isMapped() throws Exception {
    Relief relief = Configs.read("relief_after: 2m", section -> Relief.read(section, MAX_AGE));

    assertThat(relief).isEqualTo(new Relief(Duration.ofMinutes(2), Duration.ofSeconds(570)));
    assertThat(Configs.problems("relief_after: 25h", section -> Relief.read(section, MAX_AGE)))
        .containsExactly("relief_after must be in [10ms, 1d], was 25h");
  }

  @Test
  void slopeThatFallsAtOnce_isRefused() {
    assertThatThrownBy(() -> new Relief(MAX_AGE, MAX_AGE)).hasMessageContaining("longer than");
  }
}
