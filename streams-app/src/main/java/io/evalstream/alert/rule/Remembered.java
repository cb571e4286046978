package io.evalstream.alert.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where an alert stood, whatever decides about it.
public interface Remembered {

  AlertState state();

  /// Records that it has published.
  long records();

  /// When it fired; null unless it fires.
  @Nullable Instant firedAt();

  /// What people know of it.
  Told told();
}
