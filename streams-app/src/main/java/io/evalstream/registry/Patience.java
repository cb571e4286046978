package io.evalstream.registry;

import java.time.Duration;

/// How long to wait for a registry and how often to ask again.
///
/// @param connect `http.connect.timeout.ms`
/// @param read from the request to the end of the answer, `http.read.timeout.ms`
/// @param retries rounds over all URLs after the first one, `max.retries`
/// @param firstWait before the first retry, doubled before each further one, `retries.wait.ms`
/// @param longestWait `retries.max.wait.ms`
public record Patience(
    Duration connect, Duration read, int retries, Duration firstWait, Duration longestWait) {

  /// @param retry from 1
  Duration before(int retry) {
    // 2^30 milliseconds are twelve days: no shift beyond that is needed, and none overflows.
    Duration grown = firstWait.multipliedBy(1L << Math.min(retry - 1, 30));
    return grown.compareTo(longestWait) < 0 ? grown : longestWait;
  }
}
