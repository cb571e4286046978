package io.evalstream.notify;

import io.evalstream.config.Secret;
import io.evalstream.config.SecretHeaders;
import io.evalstream.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one channel of the configuration. No problem shows a secret.
record ChannelReader(Section section) {

  private static final Set<String> KINDS = Set.of("slack", "alertmanager", "webhook");
  private static final Duration RESEND = Duration.ofMinutes(1);
  private static final Set<String> OURS = Set.of("content-type", "idempotency-key");

  Optional<Channel> read(String name) {
    String kind = section.string("kind", name);
    if (!KINDS.contains(kind)) {
      section.problem(
          "kind", "must be slack, alertmanager or webhook, unless the channel is named so", kind);
      section.allowAnyKey();
      return Optional.empty();
    }
    return switch (kind) {
      case "alertmanager" -> alertmanager();
      case "webhook" -> webhook();
      default -> slack();
    };
  }

  private Optional<Channel> slack() {
    Optional<Secret> hook = section.secret("webhook_url");
    Optional<Secret> token = section.secret("bot_token");
    Optional<String> channel = section.optionalString("channel");
    Optional<URI> base = base();
    if (hook.isPresent() && (token.isPresent() || channel.isPresent())) {
      section.problem("webhook_url", "must not be given beside bot_token and channel", null);
      return Optional.empty();
    }
    if (token.isEmpty() && channel.isEmpty()) {
      if (hook.isEmpty()) {
        section.problem("webhook_url", "must be given, or bot_token and channel", null);
      }
      return hook.filter(it -> isSecretUrl("webhook_url", it)).map(SlackWebhook::new);
    }
    require("bot_token", token.isPresent());
    require("channel", channel.isPresent());
    if (token.isEmpty() || channel.isEmpty() || base.isEmpty() || !isHeader(token.get())) {
      return Optional.empty();
    }
    return Optional.of(new SlackBot(token.get(), channel.get(), base.get()));
  }

  private boolean isHeader(Secret token) {
    boolean fits = SecretHeaders.fits(token.reveal());
    if (!fits) {
      section.problem("bot_token", "must have printable ASCII characters only", null);
    }
    return fits;
  }

  private Optional<URI> base() {
    String base = section.string("base_url", SlackBot.SLACK);
    Optional<String> broken = ChannelUrl.brokenRuleOfSecret(base);
    broken.ifPresent(rule -> section.problem("base_url", rule, null));
    return broken.isPresent() ? Optional.empty() : Optional.of(withoutSlash(base));
  }

  private Optional<Channel> alertmanager() {
    List<URI> urls = new ArrayList<>();
    List<String> given = section.strings("urls");
    require("urls", !given.isEmpty());
    for (String url : given) {
      Optional<String> broken = ChannelUrl.brokenRuleOfBase(url);
      broken.ifPresentOrElse(
          rule -> section.problem("urls", rule, null), () -> urls.add(withoutSlash(url)));
    }
    Duration resend =
        section.duration(
            "resend", RESEND, Duration.ofSeconds(1), AlertmanagerChannel.LONGEST_RESEND);
    return urls.isEmpty() ? Optional.empty() : Optional.of(new AlertmanagerChannel(urls, resend));
  }

  private Optional<Channel> webhook() {
    Optional<Secret> url = section.secret("url");
    require("url", url.isPresent());
    Map<String, Secret> headers = SecretHeaders.read(section, OURS);
    return url.filter(it -> isSecretUrl("url", it)).map(it -> new WebhookChannel(it, headers));
  }

  private boolean isSecretUrl(String key, Secret url) {
    Optional<String> broken = ChannelUrl.brokenRuleOfSecret(url.reveal());
    broken.ifPresent(rule -> section.problem(key, rule, null));
    return broken.isEmpty();
  }

  private void require(String key, boolean given) {
    if (!given) {
      section.problem(key, "must be given", null);
    }
  }

  private static URI withoutSlash(String url) {
    return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
  }
}
