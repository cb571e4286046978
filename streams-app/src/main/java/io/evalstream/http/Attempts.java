package io.evalstream.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many wrong tokens came from each address: after a few in a minute it says so in the log, and
/// that the answer should be to come later.
///
/// Only wrong ones are counted and refused: behind a proxy all callers have one address, and who
/// guesses must not lock out who knows. So it shows that somebody guesses; what keeps them out is a
/// long token. The last thousand addresses are remembered.
///
/// *Threading:* safe for all threads.
final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final int MOST = 10;
  private static final int ADDRESSES = 1_000;

  private record Count(Instant since, int failures) {

    Count next() {
      return new Count(since, failures + 1);
    }
  }

  private final InstantSource clock;
  // Guarded by this.
  private final Map<String, Count> counts = new LinkedHashMap<>();

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /// Counts one more.
  ///
  /// @return whether these are too many
  synchronized boolean areTooMany(String address) {
    Count count = count(address).next();
    counts.remove(address);
    counts.put(address, count);
    if (counts.size() > ADDRESSES) {
      counts.remove(counts.keySet().iterator().next());
    }
    if (count.failures == MOST + 1) {
      LOG.atWarn().addKeyValue("address", address).log("many wrong tokens in a minute");
    }
    return count.failures > MOST;
  }

  private Count count(String address) {
    Instant now = clock.instant();
    Count count = counts.get(address);
    return count == null || count.since.plus(PAUSE).isBefore(now) ? new Count(now, 0) : count;
  }
}
