package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// What holds for any backoff.
class BackoffLawsTest {

  @Property
  void wait_isWithinBounds(
      @ForAll @LongRange(min = 1, max = 365L * 24 * 3600 * 1000) long base,
      @ForAll @IntRange(min = 1) int attempts,
      @ForAll long seed) {
    Backoff backoff = new Backoff(Duration.ofMillis(base), Duration.ofDays(365));

    long wait = backoff.millisAfter(attempts, new SplittableRandom(seed));

    assertThat(wait).isBetween(0L, Duration.ofDays(365).toMillis());
  }
}
