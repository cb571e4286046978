package io.evalstream.notify;

import io.evalstream.config.Secret;
import java.net.URI;
import java.util.List;

/// A channel of Slack that an app posts to with its own token, so it can change its messages.
///
/// @param token whoever knows it can post: never shown
/// @param channel the id or the name of the channel
/// @param base of the Web API, without a slash at its end
record SlackBot(Secret token, String channel, URI base) implements Channel {

  static final String SLACK = "https://slack.com/api";

  URI method(String name) {
    return URI.create(base + "/" + name);
  }

  @Override
  public List<Secret> secrets() {
    return List.of(token);
  }
}
