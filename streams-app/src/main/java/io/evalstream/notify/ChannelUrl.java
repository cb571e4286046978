package io.evalstream.notify;

import io.evalstream.config.NearHost;
import java.net.URI;
import java.util.Optional;

/// The rules for URLs that messages go to. What breaks one is told without the URL, which may be a
/// secret.
final class ChannelUrl {

  private ChannelUrl() {}

  /// The rule that keeps messages from being posted to this URL; empty when there is none.
  static Optional<String> brokenRule(String url) {
    try {
      URI uri = URI.create(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null) {
        return Optional.empty();
      }
    } catch (IllegalArgumentException malformed) {
      // told below, without the text: it may be a secret
    }
    return Optional.of("must be an https:// or http:// URL without a user in it");
  }

  /// The same for a URL that a path is appended to.
  static Optional<String> brokenRuleOfBase(String url) {
    return brokenRule(url)
        .or(
            () ->
                url.contains("?") || url.contains("#")
                    ? Optional.of("must end before a query, because a path is appended")
                    : Optional.empty());
  }

  /// The same for a URL that is a secret, or that one is sent to.
  static Optional<String> brokenRuleOfSecret(String url) {
    return brokenRule(url)
        .or(
            () ->
                NearHost.keepsSecret(URI.create(url))
                    ? Optional.empty()
                    : Optional.of(
                        "must be https, because whoever reads the message on its way can post"));
  }
}
