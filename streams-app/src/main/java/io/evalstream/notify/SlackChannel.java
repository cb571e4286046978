package io.evalstream.notify;

import io.evalstream.config.NearHost;
import io.evalstream.config.Secret;
import java.net.URI;
import java.util.Optional;

/// A channel behind an incoming webhook of Slack, or of a program that takes the same messages.
///
/// @param webhookUrl whoever knows it can post: never shown
public record SlackChannel(Secret webhookUrl) {

  /// @throws IllegalArgumentException unless the URL is one that can be posted to
  public SlackChannel {
    brokenRule(webhookUrl.reveal())
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException("a webhook " + rule);
            });
  }

  /// The rule that keeps messages from being posted to this URL; empty when there is none.
  static Optional<String> brokenRule(String url) {
    try {
      URI uri = URI.create(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return NearHost.keepsSecret(uri)
            ? Optional.empty()
            : Optional.of("must be https, because whoever reads the URL on its way can post");
      }
    } catch (IllegalArgumentException malformed) {
      // told below, without the text: it is a secret
    }
    return Optional.of("must be an https:// or http:// URL");
  }

  URI uri() {
    return URI.create(webhookUrl.reveal());
  }
}
