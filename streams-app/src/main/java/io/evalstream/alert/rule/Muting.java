package io.evalstream.alert.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why nobody is told of an alert at present.
///
/// @param inhibitedBy key of the alert that says more
/// @param silenceEndsAt the end of a silence
public record Muting(@Nullable String inhibitedBy, @Nullable Instant silenceEndsAt) {

  /// No reason.
  public static final Muting NONE = new Muting(null, null);

  public boolean isSilence() {
    return silenceEndsAt != null;
  }

  boolean isAny() {
    return inhibitedBy != null || silenceEndsAt != null;
  }
}
