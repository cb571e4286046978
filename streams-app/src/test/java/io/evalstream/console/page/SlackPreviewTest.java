package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.event.Alert;
import io.evalstream.event.AlertExample;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackPreviewTest {

  private static final String HOSTILE = "<!channel> <script>alert(1)</script> & \u202Etxt";

  @Test
  void theMessage_hasWhatIsSent() throws Exception {
    Alert alert = OverviewViewTest.firing().setExampleTraces(List.of("t-1")).build();

    String html = SlackPreview.html(alert, Monitored.config().notifying());

    assertThat(html)
        .contains("[FIRING] faithfulness-high · docs-bot")
        .contains("30.0 % failing (90 of 300 judged")
        .contains("slack__more--red")
        .contains("1. t-1");
  }

  /// What Slack would take for a mention, and a browser for markup.
  @Test
  void hostileTexts_areText() throws Exception {
    Alert alert =
        OverviewViewTest.firing()
            .setRule(HOSTILE)
            .setApp(HOSTILE)
            .setSummary(HOSTILE)
            .setExamples(List.of(new AlertExample("t", HOSTILE, HOSTILE, HOSTILE, HOSTILE)))
            .build();

    String html = SlackPreview.html(alert, Monitored.config().notifying());

    assertThat(html).contains("&lt;!channel&gt; &lt;script&gt;");
    assertThat(html).doesNotContain("<script").doesNotContain("\u202E").doesNotContain("&amp;lt;");
  }

  @Test
  void onlyLinksToPages_areLinks() throws Exception {
    String html =
        SlackPreview.html(
            new ObjectMapper()
                .readTree(
                    """
                    {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text":
                      "<https://a.example/x?a=1&amp;b=2|dashboard> · <javascript:alert(1)|x> <@U1>"}}]}
                    """));

    assertThat(html)
        .contains("href=\"https://a.example/x?a&#61;1&amp;b&#61;2\">dashboard</a>")
        .contains("&lt;javascript:alert(1)|x&gt; &lt;@U1&gt;");
    assertThat(html.split("<a ", -1)).hasSize(2);
  }
}
