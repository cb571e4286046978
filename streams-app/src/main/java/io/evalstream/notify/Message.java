package io.evalstream.notify;

import io.evalstream.event.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a channel is told now.
///
/// @param severity with which the alert fired
/// @param startedAt when it fired
/// @param first the message about the firing alert, where one was posted that can be changed
record Message(Alert alert, Severity severity, Instant startedAt, @Nullable SlackPlace first) {

  boolean isFiring() {
    return alert.getState().equals("firing");
  }
}
