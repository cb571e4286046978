package io.evalstream.notify;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A header that is the same for each attempt of one message, and no other's. Ids hold names from
/// outside, which are not fit for a header, so it is a hash.
final class IdempotencyKey {

  private IdempotencyKey() {}

  static String of(String requestId) {
    return UUID.nameUUIDFromBytes(requestId.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
