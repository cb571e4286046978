package io.evalstream.notify;

/// How the delivery of a notification ended.
///
/// @param channel the channel, as the configuration names it
/// @param delivered false: it will not be tried again
/// @param detail what to tell a person; empty when there is nothing to tell
public record Delivery(String channel, boolean delivered, String detail) {}
