package io.evalstream.devcluster.stub;

/// A limit of something per minute. Times are nanoseconds of one clock. Guarded by its owner.
sealed interface RateLimit {

  /// How long until so much can be taken; 0 for at once.
  long nanosUntil(long amount, long now);

  /// Takes so much, which must be there.
  void take(long amount, long now);

  Standing standing(long now);

  /// No limit at all.
  ///
  /// @param standing what a provider says who is far from its limit
  record None(Standing standing) implements RateLimit {

    @Override
    public long nanosUntil(long amount, long now) {
      return 0;
    }

    @Override
    public void take(long amount, long now) {}

    @Override
    public Standing standing(long now) {
      return standing;
    }
  }

  /// A bucket that holds the limit and is refilled all the time.
  ///
  /// *How it works*: all there is to know is when the bucket will be full again. Each taking moves
  /// that moment by its share of a minute, and it is never more than a minute away [1].
  ///
  /// @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">[1] the virtual
  ///   scheduling algorithm</a>
  final class Bucket implements RateLimit {

    private static final long MINUTE = 60_000_000_000L;

    private final long limit;
    private long fullAt;

    /// A full bucket.
    ///
    /// @param limit in a minute, more than 0
    Bucket(long limit, long now) {
      this.limit = limit;
      this.fullAt = now;
    }

    /// More than a minute for what is over the limit by itself.
    @Override
    public long nanosUntil(long amount, long now) {
      return Math.max(0, nanosUntilFull(now) + cost(amount) - MINUTE);
    }

    @Override
    public void take(long amount, long now) {
      fullAt = now + nanosUntilFull(now) + cost(amount);
    }

    @Override
    public Standing standing(long now) {
      long untilFull = nanosUntilFull(now);
      long remaining = (long) ((MINUTE - untilFull) * (double) limit / MINUTE);
      return new Standing(limit, remaining, untilFull);
    }

    private long nanosUntilFull(long now) {
      return Math.max(0, fullAt - now);
    }

    private long cost(long amount) {
      return (long) Math.min(amount * (double) MINUTE / limit, 3.0 * MINUTE);
    }
  }
}
