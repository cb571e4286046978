package io.evalstream.notify;

import io.evalstream.config.Secret;
import io.evalstream.config.Section;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where alerts can be sent; alert rules name these channels.
///
/// ```yaml
/// notify:
///   slack:                               # the name of the channel
///     webhook_url: ${SLACK_WEBHOOK_URL}
///   oncall:
///     kind: slack
///     webhook_url: ${ONCALL_WEBHOOK_URL}
/// ```
///
/// | key of a channel | meaning | default |
/// |---|---|---|
/// | `kind` | what takes the messages: `slack` | the name of the channel |
/// | `webhook_url` | URL of the incoming webhook, a secret; https unless the host is near | required |
///
/// @param channels by name
public record NotifyConfig(Map<String, SlackChannel> channels) {

  private static final String KIND = "slack";

  public NotifyConfig {
    channels = Map.copyOf(channels);
  }

  /// @param root of the configuration
  public static NotifyConfig read(Section root) {
    Map<String, SlackChannel> channels = new LinkedHashMap<>();
    root.named("notify")
        .forEach(
            (name, section) ->
                channel(name, section).ifPresent(channel -> channels.put(name, channel)));
    return new NotifyConfig(channels);
  }

  private static Optional<SlackChannel> channel(String name, Section section) {
    String kind = section.string("kind", name);
    if (!kind.equals(KIND)) {
      section.problem("kind", "must be slack, unless the channel is named so", kind);
    }
    Optional<Secret> url = section.secret("webhook_url");
    if (url.isEmpty()) {
      section.problem("webhook_url", "must be given", null);
      return Optional.empty();
    }
    Optional<String> broken = SlackChannel.brokenRule(url.get().reveal());
    broken.ifPresent(rule -> section.problem("webhook_url", rule, null));
    return broken.isPresent() ? Optional.empty() : url.map(SlackChannel::new);
  }
}
