package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.event.Alert;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {

  @Test
  void nothingGiven_isNoLink() throws Exception {
    assertThat(read("")).isEqualTo(Links.NONE);
    assertThat(Links.NONE.of(Alerts.FIRING)).isEmpty();
    assertThat(Links.NONE.trace(Alerts.FIRING, "t")).isEmpty();
  }

  @Test
  void everyPlaceholder_isFilledAndEncoded() throws Exception {
    Links links =
        read(
            """
            links:
              dashboard: "https://g.example/d?a={app}&e={evaluator}&d={dimension}&v={value}&f={from}&t={to}"
              trace: "https://p.example/{trace_id}?app={app}"
              runbook: "https://w.example/{rule}"
            """);
    Alert alert =
        Alert.newBuilder(Alerts.FIRING)
            .setApp("a b&c=/../?#<|>")
            .setValue("é")
            .setRule("{app}$1\\")
            .build();

    // From an hour before 11:50 to 12:00:30, 24 November 2026.
    assertThat(links.of(alert))
        .containsExactly(
            Map.entry(
                "dashboard",
                "https://g.example/d?a=a%20b%26c%3D%2F..%2F%3F%23%3C%7C%3E&e=faithfulness"
                    + "&d=all&v=%C3%A9&f=1795517400000&t=1795521630000"),
            Map.entry("runbook", "https://w.example/%7Bapp%7D%241%5C"));
    assertThat(links.trace(alert, "x/y"))
        .hasValue("https://p.example/x%2Fy?app=a%20b%26c%3D%2F..%2F%3F%23%3C%7C%3E");
  }

  @Test
  void linkThatIsTooLong_isNone() {
    Alert alert = Alert.newBuilder(Alerts.FIRING).setApp("\u00e9".repeat(1_000)).build();

    assertThat(Alerts.LINKS.of(alert)).containsOnlyKeys("runbook");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dashboard; https://g.example/{ap}; must have no placeholders but {app}",
        "dashboard; https://g.example/{trace_id}; must have no placeholders but {app}",
        "runbook; https://g.example/{}; must have no placeholders but {app}",
        "trace; https://{app}.example/{trace_id}; must be an http:// or https:// URL with",
        "traces; ftp://g.example; must be an http:// or https:// URL with",
        "traces; https://u:p@g.example/; must be an http:// or https:// URL with",
        "traces; javascript:alert(1); must be an http:// or https:// URL with",
        "traces; https://g.example/a b; must be an http:// or https:// URL with"
      })
  void brokenTemplate_isAProblem(String key, String template, String rule) {
    assertThatThrownBy(() -> read("links: { %s: \"%s\" }".formatted(key, template)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("links." + key + " " + rule)
        .hasMessageContaining(template);
  }

  private static Links read(String yaml) throws InvalidConfigException {
    return ConfigReader.readText("monitor.yaml", yaml, Map.of(), NotifyConfig::read).links();
  }
}
