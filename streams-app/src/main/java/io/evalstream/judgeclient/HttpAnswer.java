package io.evalstream.judgeclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came back over HTTP.
///
/// @param retryAfter how long the peer wants to be left alone, when it says so
record HttpAnswer(int status, @Nullable Duration retryAfter, String body) {

  boolean ok() {
    return status >= 200 && status < 300;
  }
}
