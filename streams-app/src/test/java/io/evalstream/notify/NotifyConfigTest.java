package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Secret;
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
  void everyKey_isMapped() throws Exception {
    NotifyConfig config =
        read(
            """
            notify:
              slack: { webhook_url: "${HOOK}" }
              oncall: { kind: slack, webhook_url: "https://hooks.slack.com/services/T/B/y" }
            """);

    assertThat(config.channels())
        .isEqualTo(
            Map.of(
                "slack",
                new SlackChannel(new Secret("https://hooks.slack.com/services/T/B/x")),
                "oncall",
                new SlackChannel(new Secret("https://hooks.slack.com/services/T/B/y"))));
    assertThat(config.toString()).doesNotContain("hooks.slack.com");
  }

  @Test
  void problems_areAllToldWithoutTheSecret() {
    String yaml =
        """
        notify:
          slack: {}
          pager: { webhook_url: "hooks.slack.com/s3cret", topic: x }
        """;

    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            """
            monitor.yaml: notify.slack.webhook_url must be given
            monitor.yaml: notify.pager.kind must be slack, unless the channel is named so, was pager
            monitor.yaml: notify.pager.webhook_url must be an https:// or http:// URL
            monitor.yaml: notify.pager.topic: unknown key. Known keys: kind, webhook_url""")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://hooks.slack.com/s3cret", "http://10.evil.com/s3cret"})
  void clearTextToAFarHost_isRefusedWithoutTheSecret(String url) {
    assertThatThrownBy(() -> read("notify: { slack: { webhook_url: '%s' } }".formatted(url)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("notify.slack.webhook_url must be https")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> new SlackChannel(new Secret(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:9093/hook", "http://10.1.2.3/hook", "http://hooks/x"})
  void clearTextToANearHost_isAccepted(String url) throws Exception {
    assertThat(read("notify: { slack: { webhook_url: '%s' } }".formatted(url)).channels())
        .containsEntry("slack", new SlackChannel(new Secret(url)));
  }

  private static NotifyConfig read(String yaml) throws InvalidConfigException {
    return ConfigReader.readText(
        "monitor.yaml",
        yaml,
        Map.of("HOOK", "https://hooks.slack.com/services/T/B/x"),
        NotifyConfig::read);
  }
}
