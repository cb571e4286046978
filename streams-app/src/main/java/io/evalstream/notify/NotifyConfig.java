package io.evalstream.notify;

import io.evalstream.config.Section;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where alerts can be sent, and where their messages point to; alert rules name these channels.
///
/// ```yaml
/// notify:
///   slack:                               # the name of the channel
///     webhook_url: ${SLACK_WEBHOOK_URL}
///   oncall: { kind: slack, bot_token: ${SLACK_BOT_TOKEN}, channel: C024BE91L }
///   alertmanager: { urls: [ http://alertmanager-0:9093, http://alertmanager-1:9093 ] }
///   incidents: { kind: webhook, url: ${INCIDENTS_URL}, headers: { Authorization: ${TOKEN} } }
/// ```
///
/// | key of a channel | of kind | meaning | default |
/// |---|---|---|---|
/// | `kind` | | what takes the messages: `slack`, `alertmanager` or `webhook` | the name of the channel |
/// | `webhook_url` | `slack` | URL of the incoming webhook, a secret; https unless the host is near | this, or the next two |
/// | `bot_token` | `slack` | token of the app, a secret | |
/// | `channel` | `slack` | id or name of the channel that the app posts to | |
/// | `base_url` | `slack` | of the Web API; https unless the host is near | `https://slack.com/api` |
/// | `urls` | `alertmanager` | all replicas | required |
/// | `resend` | `alertmanager` | time between two messages about an alert, 1s to 2m | 1m |
/// | `url` | `webhook` | where to post to, a secret; https unless the host is near | required |
/// | `headers` | `webhook` | names and values, which are secrets | none |
///
/// @param channels by name
/// @param links of messages
public record NotifyConfig(Map<String, Channel> channels, Links links) {

  public NotifyConfig {
    channels = Map.copyOf(channels);
  }

  /// @param root of the configuration
  public static NotifyConfig read(Section root) {
    Map<String, Channel> channels = new LinkedHashMap<>();
    root.named("notify")
        .forEach(
            (name, section) ->
                new ChannelReader(section)
                    .read(name)
                    .ifPresent(channel -> channels.put(name, channel)));
    return new NotifyConfig(channels, Links.read(root.section("links")));
  }
}
