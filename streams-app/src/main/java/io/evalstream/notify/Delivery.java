package io.evalstream.notify;

import org.jspecify.annotations.Nullable;

/// How the delivery of a notification ended.
sealed interface Delivery {

  /// By all that were to take it.
  Delivery TOLD = new Told(null, "");

  /// It was taken.
  ///
  /// @param place of a new message of Slack; null for any other
  /// @param refusals of the replicas that did not take it; empty when there were none
  record Told(@Nullable SlackPlace place, String refusals) implements Delivery {}

  /// It was not taken, and will not be tried again.
  ///
  /// @param why for people
  record Failed(String why) implements Delivery {}
}
