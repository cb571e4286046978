package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A message that an app posted to Slack.
///
/// @param ts its id
/// @param threadTs the message that it replies to; null when it is none
/// @param message as it is now
/// @param changes how often it was changed
public record SlackPost(String ts, @Nullable String threadTs, JsonNode message, int changes) {}
