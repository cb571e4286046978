package io.evalstream.notify;

/// Where a message of Slack is.
///
/// @param channel the id that Slack has for the channel, which need not be its configured name
/// @param ts the id of the message in its channel
record SlackPlace(String channel, String ts) {}
