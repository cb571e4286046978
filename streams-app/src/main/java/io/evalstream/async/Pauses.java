package io.evalstream.async;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The times in which a peer is left alone, and whether it can be used at all.
///
/// *How it works:* nobody calls until the longest of the pauses is over. From a [CallResult.Pause]
/// on one call at a time probes, until one goes otherwise.
///
/// *Threading:* guarded by its gate.
final class Pauses {

  private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_FOR_OVERLOAD = Duration.ofMinutes(1);

  private final String peer;
  private final InstantSource clock;
  private long until;
  private String reason = "";
  private Standing standing = Standing.GOOD;
  private boolean proven;
  private int probes;
  private Duration forOverload = SHORTEST;

  Pauses(String peer, InstantSource clock) {
    this.peer = peer;
    this.clock = clock;
  }

  boolean holds() {
    return clock.millis() < until;
  }

  String reason() {
    return reason;
  }

  Standing standing() {
    return standing;
  }

  boolean isProven() {
    return proven;
  }

  /// @param ahead those for whom a probe is to be left
  boolean mayEnter(int ahead) {
    return !holds() && (standing.usable() || probes + ahead == 0);
  }

  /// A call starts. True when it is a probe; its end has to be told.
  boolean enter() {
    boolean probe = !standing.usable();
    probes += probe ? 1 : 0;
    return probe;
  }

  void probeEnded() {
    probes--;
  }

  /// A call went otherwise than by a pause. One from before the pause does not tell that it has
  /// helped.
  void recovered(boolean probe) {
    proven = true;
    if (probe) {
      standing = Standing.GOOD;
    }
  }

  /// A call was answered.
  void answered(boolean probe) {
    recovered(probe);
    forOverload = SHORTEST;
  }

  /// The peer asks for a time of peace.
  void pause(Duration asked, String why) {
    Duration pause = shorter(asked, LONGEST);
    until = Math.max(until, clock.millis() + pause.toMillis());
    reason = why;
  }

  /// One call at a time is too much: each pause for that is twice as long as the last one, until a
  /// call is answered.
  void overloaded(String why) {
    pause(forOverload, why);
    forOverload = shorter(forOverload.multipliedBy(2), LONGEST_FOR_OVERLOAD);
  }

  /// The peer cannot be used.
  void unusable(CallResult.Pause<?> result, boolean probe) {
    // A paused attempt does not count, so without a pause it would be repeated in a busy loop.
    boolean tooShort = result.pause().compareTo(SHORTEST) < 0;
    pause(tooShort ? SHORTEST : result.pause(), result.reason());
    boolean news = standing.usable() || probe;
    standing = new Standing(false, result.reason(), result.detail());
    if (news) {
      LOG.atError()
          .addKeyValue("peer", peer)
          .addKeyValue("reason", result.reason())
          .addKeyValue("detail", result.detail())
          .addKeyValue("seconds", (until - clock.millis()) / 1000)
          .log("peer cannot be used; calls are paused");
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
