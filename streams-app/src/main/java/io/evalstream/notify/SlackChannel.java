package io.evalstream.notify;

import io.evalstream.config.Secret;
import java.net.URI;

/// A channel behind an incoming webhook of Slack, or of a program that takes the same messages.
///
/// @param webhookUrl whoever knows it can post: never shown
public record SlackChannel(Secret webhookUrl) {

  /// @throws IllegalArgumentException unless the URL is one that can be posted to
  public SlackChannel {
    if (!canBePostedTo(webhookUrl.reveal())) {
      throw new IllegalArgumentException("a webhook must be an https:// or http:// URL");
    }
  }

  static boolean canBePostedTo(String url) {
    try {
      URI uri = URI.create(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  URI uri() {
    return URI.create(webhookUrl.reveal());
  }
}
