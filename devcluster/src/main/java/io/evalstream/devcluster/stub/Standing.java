package io.evalstream.devcluster.stub;

import java.math.BigDecimal;

/// Where a caller stands with a limit, as the headers of a reply say it.
///
/// @param limit in a minute
/// @param resetNanos until all of it is there again
record Standing(long limit, long remaining, long resetNanos) {

  private static final long NANOS_PER_MILLI = 1_000_000;

  /// A time in the notation of OpenAI's headers, which is that of Go: `6ms`, `1.5s`, `6m0s`.
  /// Rounded up to a millisecond, so that who waits so long does not come too early.
  static String time(long nanos) {
    long millis = Math.ceilDiv(nanos, NANOS_PER_MILLI);
    if (millis > 0 && millis < 1000) {
      return millis + "ms";
    }
    long minutes = millis / 60_000;
    return (minutes > 0 ? minutes + "m" : "") + seconds(millis % 60_000) + "s";
  }

  /// With as many decimals as it takes.
  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }
}
