package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60));

  /// A generator that always draws the largest number.
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "7, 32000", "8, 60000", "9, 60000", "1000000, 60000"})
  void longestWait_doublesUpToTheLongest(int attempts, long expected) {
    assertThat(BACKOFF.millisAfter(attempts, LARGEST)).isEqualTo(expected);
  }

  @Test
  void waits_areSpreadOverAllOfTheRange() {
    RandomGenerator random = new SplittableRandom(1);

    long[] waits = LongStream.range(0, 1000).map(i -> BACKOFF.millisAfter(1, random)).toArray();

    assertThat(LongStream.of(waits).min().orElseThrow()).isLessThan(50);
    assertThat(LongStream.of(waits).max().orElseThrow()).isGreaterThan(450);
  }

  @Test
  void longBase_isStillWaited() {
    Backoff backoff = new Backoff(Duration.ofDays(300), Duration.ofDays(365));

    assertThat(backoff.millisAfter(31, LARGEST)).isEqualTo(Duration.ofDays(365).toMillis());
  }

  @Test
  void impossibleBounds_areRefused() {
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new Backoff(Duration.ZERO, second)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> new Backoff(second, Duration.ofMillis(999)))
        .hasMessageContaining("at least the base");
    assertThatThrownBy(() -> new Backoff(second, Duration.ofDays(366)))
        .hasMessageContaining("at most");
  }
}
