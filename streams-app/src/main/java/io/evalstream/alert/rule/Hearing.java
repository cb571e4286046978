package io.evalstream.alert.rule;

import java.time.Instant;
import java.util.List;

/// Who hears of a transition of an alert.
///
/// @param channels that are told
/// @param muting why nobody is told; none where nobody would be
/// @param told what people know after it
record Hearing(List<String> channels, Muting muting, Told told) {

  Hearing {
    channels = List.copyOf(channels);
  }

  /// @param muting why nobody is told at present
  /// @param channels of the rule
  static Hearing of(
      AlertState before,
      AlertState after,
      Told told,
      Muting muting,
      List<String> channels,
      Instant now) {
    if (after instanceof AlertState.Firing) {
      return muting.isAny()
          ? new Hearing(List.of(), muting, Told.NOTHING)
          : new Hearing(channels, muting, Told.first(now, channels));
    }
    if (before instanceof AlertState.Firing) {
      // Who was told that it fires waits for the end of it.
      return new Hearing(muting.isSilence() ? List.of() : told.channels(), muting, Told.NOTHING);
    }
    return new Hearing(List.of(), Muting.NONE, told);
  }
}
