package io.evalstream.alert.rule;

import io.evalstream.alert.rule.Account.Details;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing to publish of an alert: a transition, or that it still fires.
///
/// @param before the state before; the same as `after` when people hear of it now or again
/// @param number of the record, counting up
/// @param reminder 0, or the how manieth time that people hear of it again
/// @param firedAt when it fired; null when it did not
/// @param channels that are told
public record Change(
    AlertRule rule,
    AlertState before,
    AlertState after,
    long number,
    int reminder,
    @Nullable Instant firedAt,
    List<String> channels,
    Muting muting,
    Account account,
    Details details) {

  private static final String RESOLVED = "resolved";

  public Change {
    channels = List.copyOf(channels);
  }

  /// The state after it, in the words of the topic.
  public String state() {
    return state(before, after);
  }

  /// The state after a change, likewise.
  public static String state(AlertState before, AlertState after) {
    boolean resolved = before instanceof AlertState.Firing && after instanceof AlertState.Inactive;
    return resolved ? RESOLVED : after.wireName();
  }
}
