package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

  private static final long SECOND = 1_000_000_000;

  private long now = 7 * SECOND;

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 11, 60, 599, 10_000})
  void fullBucket_letsInExactlyTheLimit(long limit) {
    RateLimiter limiter = limiter(limit, 0);

    assertThat(grantedOf(limiter, limit + 10, 1)).isEqualTo(limit);
  }

  /// 60 a minute are one a second.
  @Test
  void requests_comeBackOneByOne() {
    RateLimiter limiter = limiter(60, 0);

    assertThat(limiter.admit(1).requests()).isEqualTo(new Standing(60, 59, SECOND));
    grantedOf(limiter, 59, 1);
    Admission refused = limiter.admit(1);

    assertThat(refused.granted()).isFalse();
    assertThat(refused.requestWaitNanos()).isEqualTo(SECOND);
    assertThat(refused.requests()).isEqualTo(new Standing(60, 0, 60 * SECOND));
    now += SECOND - 1;
    assertThat(limiter.admit(1).requestWaitNanos()).isEqualTo(1);
    now += 1;
    assertThat(limiter.admit(1).granted()).isTrue();
    assertThat(limiter.admit(1).granted()).isFalse();
  }

  /// 10 minutes of 100 calls a second: the bucket, and 10 times the limit.
  @Test
  void crowd_getsTheBucketAndTheRate() {
    RateLimiter limiter = limiter(70, 0);
    long granted = 0;

    for (int i = 0; i < 60_000; i++) {
      granted += limiter.admit(1).granted() ? 1 : 0;
      now += SECOND / 100;
    }

    assertThat(granted).isBetween(11 * 70L - 1, 11 * 70L);
  }

  /// Three times 400 are 200 more than 1000, and 200 are a fifth of a minute.
  @Test
  void tokens_areCountedBySize() {
    RateLimiter limiter = limiter(0, 1000);
    grantedOf(limiter, 2, 400);

    Admission refused = limiter.admit(400);

    assertThat(refused.tokenWaitNanos()).isEqualTo(12 * SECOND);
    assertThat(refused.requestWaitNanos()).isZero();
    assertThat(refused.tokens()).isEqualTo(new Standing(1000, 200, 48 * SECOND));
    assertThat(limiter.admit(200).granted()).isTrue();
  }

  @Test
  void refusedCall_takesNothing() {
    RateLimiter limiter = limiter(10, 1000);
    limiter.admit(900);

    grantedOf(limiter, 5, 900);

    assertThat(limiter.admit(100).requests().remaining()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1001, 1_000_000_000})
  void callOverTheLimitByItself_neverFits(long size) {
    RateLimiter limiter = limiter(0, 1000);

    now += Duration.ofDays(1).toNanos();

    assertThat(limiter.admit(size).granted()).isFalse();
    assertThat(limiter.admit(1000).granted()).isTrue();
  }

  @Test
  void noLimits_areAmple() {
    Admission admission = limiter(0, 0).admit(1_000_000_000);

    assertThat(admission.granted()).isTrue();
    assertThat(admission.requests()).isEqualTo(new Standing(10_000, 9_999, 6_000_000));
    assertThat(admission.tokens()).isEqualTo(new Standing(10_000_000, 9_990_000, 6_000_000));
  }

  @Test
  void sameLimits_keepWhatIsLeft() {
    RateLimiter limiter = limiter(10, 0);
    grantedOf(limiter, 10, 1);

    assertThat(grantedOf(limiter.changedTo(new RateLimits(10, 0)), 20, 1)).isZero();
    assertThat(grantedOf(limiter.changedTo(new RateLimits(11, 0)), 20, 1)).isEqualTo(11);
  }

  private RateLimiter limiter(long requests, long tokens) {
    return new RateLimiter(new RateLimits(requests, tokens), () -> now);
  }

  private static long grantedOf(RateLimiter limiter, long calls, long size) {
    long granted = 0;
    for (int i = 0; i < calls; i++) {
      granted += limiter.admit(size).granted() ? 1 : 0;
    }
    return granted;
  }
}
