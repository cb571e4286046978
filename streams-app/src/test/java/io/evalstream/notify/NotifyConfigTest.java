package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyConfigTest {

  @Test
  void nothingGiven_isNoChannel() throws Exception {
    assertThat(read("").channels()).isEmpty();
  }

  @Test
  void defaults_areFilledIn() throws Exception {
    NotifyConfig config =
        read(
            """
            notify:
              slack: { bot_token: xoxb-1, channel: "#evals" }
              alertmanager: { urls: "http://alertmanager:9093" }
              webhook: { url: "https://incidents.example/hook" }
            """);

    assertThat(config.channels())
        .isEqualTo(
            Map.of(
                "slack",
                new SlackBot(new Secret("xoxb-1"), "#evals", URI.create("https://slack.com/api")),
                "alertmanager",
                new AlertmanagerChannel(
                    List.of(URI.create("http://alertmanager:9093")), Duration.ofMinutes(1)),
                "webhook",
                new WebhookChannel(new Secret("https://incidents.example/hook"), Map.of())));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    NotifyConfig config =
        read(
            """
            notify:
              slack: { webhook_url: "${HOOK}" }
              oncall:
                kind: slack
                bot_token: "${HOOK}"
                channel: C1
                base_url: "http://localhost:9999/api/"
              am:
                kind: alertmanager
                urls: [ "http://am-0:9093/", "https://am.example/prefix" ]
                resend: 30s
              incidents: { kind: webhook, url: "${HOOK}", headers: { X-Key: "${HOOK}" } }
            """);

    Secret hook = new Secret("https://hooks.slack.com/services/T/B/x");
    assertThat(config.channels())
        .isEqualTo(
            Map.of(
                "slack",
                new SlackWebhook(hook),
                "oncall",
                new SlackBot(hook, "C1", URI.create("http://localhost:9999/api")),
                "am",
                new AlertmanagerChannel(
                    List.of(
                        URI.create("http://am-0:9093"), URI.create("https://am.example/prefix")),
                    Duration.ofSeconds(30)),
                "incidents",
                new WebhookChannel(hook, Map.of("X-Key", hook))));
    assertThat(config.toString()).doesNotContain("hooks.slack.com");
  }

  @Test
  void problems_areAllToldWithoutTheSecrets() {
    String yaml =
        """
        notify:
          slack: {}
          pager: { webhook_url: "hooks.slack.com/s3cret" }
          hook: { kind: slack, webhook_url: "hooks.slack.com/s3cret", topic: x }
          both: { kind: slack, webhook_url: "https://h.example/s3cret", channel: C1 }
          half: { kind: slack, bot_token: xoxb-s3cret }
          mute: { kind: slack, channel: C1 }
          clear: { kind: slack, bot_token: xoxb-s3cret, channel: C1, base_url: "http://s3cret.example" }
          ascii: { kind: slack, bot_token: "xoxb-s3cret\\n", channel: C1 }
          alertmanager: { resend: 0s }
          am: { kind: alertmanager, urls: [ "http://u:s3cret@am:9093", "am:9093", "http://am:9093/?x=s3cret" ] }
          webhook: { headers: { Host: s3cret, "a b": s3cret, X: "s3cret\\r\\nY: 1" } }
        """;

    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            """
            monitor.yaml: notify.slack.webhook_url must be given, or bot_token and channel
            monitor.yaml: notify.pager.kind must be slack, alertmanager or webhook, unless the channel is named so, was pager
            monitor.yaml: notify.hook.webhook_url must be an https:// or http:// URL without a user in it
            monitor.yaml: notify.both.webhook_url must not be given beside bot_token and channel
            monitor.yaml: notify.half.channel must be given
            monitor.yaml: notify.mute.bot_token must be given
            monitor.yaml: notify.clear.base_url must be https, because whoever reads the message on its way can post
            monitor.yaml: notify.ascii.bot_token must have printable ASCII characters only
            monitor.yaml: notify.alertmanager.urls must be given
            monitor.yaml: notify.alertmanager.resend must be in [1s, 2m], was 0s
            monitor.yaml: notify.am.urls must be an https:// or http:// URL without a user in it
            monitor.yaml: notify.am.urls must end before a query, because a path is appended
            monitor.yaml: notify.webhook.url must be given
            monitor.yaml: notify.webhook.headers.Host must be the name of a header that the monitor does not write
            monitor.yaml: notify.webhook.headers.a b must be the name of a header that the monitor does not write
            monitor.yaml: notify.webhook.headers.X must have printable ASCII characters only
            monitor.yaml: notify.hook.topic: unknown key. Known keys: kind, webhook_url, bot_token, channel, base_url""")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://hooks.slack.com/s3cret", "http://10.evil.com/s3cret"})
  void clearTextToAFarHost_isRefusedWithoutTheSecret(String url) {
    for (String channel : List.of("slack: { webhook_url: '%s' }", "webhook: { url: '%s' }")) {
      assertThatThrownBy(() -> read("notify: { " + channel.formatted(url) + " }"))
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining("url must be https")
          .hasMessageNotContaining("s3cret");
    }
    assertThatThrownBy(() -> new SlackWebhook(new Secret(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:9093/hook", "http://10.1.2.3/hook", "http://hooks/x"})
  void clearTextToANearHost_isAccepted(String url) throws Exception {
    assertThat(read("notify: { slack: { webhook_url: '%s' } }".formatted(url)).channels())
        .containsEntry("slack", new SlackWebhook(new Secret(url)));
  }

  private static NotifyConfig read(String yaml) throws InvalidConfigException {
    return ConfigReader.readText(
        "monitor.yaml",
        yaml,
        Map.of("HOOK", "https://hooks.slack.com/services/T/B/x"),
        NotifyConfig::read);
  }
}
