package io.evalstream.notify;

import io.evalstream.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// All replicas of an Alertmanager [1]. It forgets what it is not told again.
///
/// [1] https://prometheus.io/docs/alerting/latest/alerts_api/
///
/// @param urls of the replicas, without a slash at their ends
/// @param resend time between two messages about an alert that fires
record AlertmanagerChannel(List<URI> urls, Duration resend) implements Channel {

  /// A firing alert that is not told again for this many intervals ends by itself.
  static final int INTERVALS_ALIVE = 3;

  /// A resolved alert is told again for this long.
  static final Duration RESOLVED_FOR = Duration.ofMinutes(5);

  /// At this pace a replica that missed that an alert is resolved hears of it twice more.
  static final Duration LONGEST_RESEND = Duration.ofMinutes(2);

  AlertmanagerChannel {
    urls = List.copyOf(urls);
  }

  @Override
  public List<Secret> secrets() {
    return List.of();
  }
}
