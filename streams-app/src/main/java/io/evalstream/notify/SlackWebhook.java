package io.evalstream.notify;

import io.evalstream.config.Secret;
import java.net.URI;
import java.util.List;

/// A channel behind an incoming webhook of Slack, or of a program that takes the same messages.
///
/// @param url whoever knows it can post: never shown
record SlackWebhook(Secret url) implements Channel {

  /// @throws IllegalArgumentException unless the URL is one that can be posted to
  SlackWebhook {
    ChannelUrl.brokenRuleOfSecret(url.reveal())
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException("a webhook " + rule);
            });
  }

  URI uri() {
    return URI.create(url.reveal());
  }

  @Override
  public List<Secret> secrets() {
    return List.of(url);
  }
}
