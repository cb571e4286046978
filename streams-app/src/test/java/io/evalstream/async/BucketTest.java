package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketTest {

  private static final double ALL = 1;

  private static Quota quota(long limit, long remaining, Duration resetAfter) {
    return new Quota(Quota.Kind.REQUESTS, limit, remaining, resetAfter);
  }

  @Test
  void level_refillsEvenlyUpToAMinutesWorth() {
    Bucket bucket = Bucket.perMinute(600, 0);
    bucket.take(600);

    assertThat(bucket.level(ALL, 0)).isZero();
    assertThat(bucket.level(ALL, 1_000)).isEqualTo(10);
    assertThat(bucket.level(ALL, 600_000)).isEqualTo(600);
  }

  @Test
  void share_isOfTheRateAndOfTheCapacity() {
    Bucket bucket = Bucket.perMinute(600, 0);
    bucket.take(600);

    assertThat(bucket.level(0.5, 1_000)).isEqualTo(5);
    assertThat(bucket.level(0.5, 600_000)).isEqualTo(300);
  }

  @Test
  void clockThatGoesBack_takesNothing() {
    Bucket bucket = Bucket.perMinute(600, 10_000);
    bucket.take(100);

    assertThat(bucket.level(ALL, 5_000)).isEqualTo(500);
  }

  @Test
  void whatThePeerSaysIsLeft_onlyLowersTheLevel() {
    Bucket bucket = Bucket.perMinute(600, 0);
    bucket.take(100);

    bucket.learn(quota(600, 590, Duration.ofSeconds(1)), ALL, 0);
    double generous = bucket.level(ALL, 0);
    bucket.learn(quota(600, 7, Duration.ofSeconds(59)), ALL, 0);

    assertThat(generous).isEqualTo(500);
    assertThat(bucket.level(ALL, 0)).isEqualTo(7);
  }

  @Test
  void configuredRate_isNotThatOfThePeer() {
    Bucket bucket = Bucket.perMinute(60, 0);

    bucket.learn(quota(60_000, 0, Duration.ofMinutes(1)), ALL, 0);

    assertThat(bucket.level(ALL, 1_000)).isEqualTo(1);
  }

  @Test
  void rate_isWhatWasUsedOverTheTimeToReset() {
    Bucket bucket = Bucket.ofPeer();

    // A limit of 200 a day, of which 20 are used: they are back in 2.4 hours.
    bucket.learn(quota(200, 180, Duration.ofMinutes(144)), ALL, 0);
    bucket.take(180);

    assertThat(bucket.level(ALL, Duration.ofMinutes(72).toMillis())).isEqualTo(10);
  }

  @Test
  void whileLittleIsUsed_theLimitIsTakenPerMinute() {
    Bucket bucket = Bucket.ofPeer();

    // A reset that is rounded to a second tells no rate.
    bucket.learn(quota(6_000, 5_999, Duration.ofSeconds(1)), ALL, 0);
    bucket.take(5_999);

    assertThat(bucket.level(ALL, 1_000)).isEqualTo(100);
  }

  @Test
  void unlimited_untilThePeerNamesALimit() {
    Bucket bucket = Bucket.ofPeer();
    bucket.take(1_000_000);
    double before = bucket.level(ALL, 0);

    bucket.learn(quota(10, 10, Duration.ZERO), ALL, 0);

    assertThat(before).isInfinite();
    assertThat(bucket.level(ALL, 0)).isEqualTo(10);
  }
}
