package io.evalstream.async;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How long a peer that speaks HTTP asks to be left in peace, in whole seconds.
///
/// The form with a date is not read: clocks differ, and the backoff does as well.
public final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  private RetryAfter() {}

  /// Null when it says nothing that can be read.
  public static @Nullable Duration of(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .map(String::strip)
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(null);
  }
}
