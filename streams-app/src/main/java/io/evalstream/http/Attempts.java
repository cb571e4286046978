package io.evalstream.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each address may give a wrong token: a few times a minute.
///
/// The last thousand addresses are remembered. It slows down whoever guesses; what keeps them out
/// is a long token.
///
/// *Threading:* safe for all threads.
final class Attempts {

  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final int MOST = 10;
  private static final int ADDRESSES = 1_000;

  private record Count(Instant since, int failures) {}

  private final InstantSource clock;
  // Guarded by this.
  private final Map<String, Count> counts = new LinkedHashMap<>();

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean mayTry(String address) {
    return count(address).failures < MOST;
  }

  synchronized void failed(String address) {
    Count count = count(address);
    counts.remove(address);
    counts.put(address, new Count(count.since, count.failures + 1));
    if (counts.size() > ADDRESSES) {
      counts.remove(counts.keySet().iterator().next());
    }
  }

  private Count count(String address) {
    Instant now = clock.instant();
    Count count = counts.get(address);
    return count == null || count.since.plus(PAUSE).isBefore(now) ? new Count(now, 0) : count;
  }
}
