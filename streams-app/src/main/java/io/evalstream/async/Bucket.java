package io.evalstream.async;

/// What may still be taken in this minute: a token bucket [1] that may go into debt. Nothing is
/// limited until a limit is configured or the peer has named one.
///
/// *How it works:* it holds a minute's worth at most and refills evenly. What the peer says is left
/// corrects it downwards, because others may draw on the same allowance. The rate is the configured
/// one; otherwise it is what the peer says of limit, rest, and time until all is there again, or
/// the limit per minute while little of it is used.
///
/// *Threading:* guarded by its gate.
///
/// [1] https://en.wikipedia.org/wiki/Token_bucket
final class Bucket {

  private static final double MINUTE_MILLIS = 60_000;
  // Below this share of use the times that peers name are too coarse to tell a rate.
  private static final double USE_THAT_TELLS = 0.1;

  private final boolean configured;
  private double capacity = Double.POSITIVE_INFINITY;
  private double perMilli;
  private double level = Double.POSITIVE_INFINITY;
  private long at;

  private Bucket(boolean configured) {
    this.configured = configured;
  }

  static Bucket ofPeer() {
    return new Bucket(false);
  }

  static Bucket perMinute(double limit, long now) {
    Bucket bucket = new Bucket(true);
    bucket.capacity = limit;
    bucket.perMilli = limit / MINUTE_MILLIS;
    bucket.level = limit;
    bucket.at = now;
    return bucket;
  }

  /// @param least what must be there for one more call
  boolean has(double least, double share, long now) {
    refill(share, now);
    return level >= least;
  }

  void take(double amount) {
    level -= amount;
  }

  /// What the peer says of the allowance.
  void learn(Quota quota, double share, long now) {
    refill(share, now);
    if (!configured) {
      capacity = (double) quota.limit();
      double used = capacity - quota.remaining();
      double reset = quota.resetAfter().toMillis();
      boolean tells = reset > 0 && used >= USE_THAT_TELLS * capacity;
      perMilli = tells ? used / reset : capacity / MINUTE_MILLIS;
    }
    level = Math.min(level, (double) quota.remaining());
  }

  private void refill(double share, long now) {
    if (capacity < Double.POSITIVE_INFINITY) {
      double most = Math.max(1, capacity * share);
      level = Math.min(most, level + Math.max(0, now - at) * perMilli * share);
    }
    at = now;
  }

  /// What is left; negative while in debt, infinite while nothing is limited.
  double level(double share, long now) {
    refill(share, now);
    return level;
  }
}
