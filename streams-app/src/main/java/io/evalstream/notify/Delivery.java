package io.evalstream.notify;

import org.jspecify.annotations.Nullable;

/// How the delivery of a notification ended.
///
/// @param channel the channel, as the configuration names it
/// @param delivered false: it will not be tried again
/// @param detail what to tell a person; empty when there is nothing to tell
/// @param place of a new message of Slack; null for any other
record Delivery(String channel, boolean delivered, String detail, @Nullable SlackPlace place) {

  static Delivery of(String channel) {
    return new Delivery(channel, true, "", null);
  }

  static Delivery failed(String channel, String detail) {
    return new Delivery(channel, false, detail, null);
  }
}
