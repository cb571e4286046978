package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u009b31m",
        "\r",
        "\n",
        "\u0007",
        "\u007f",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u2028",
        "\ud800",
        "\udb40\udc41",
        "\ue000"
      })
  void whatControlsATerminal_isNotShown(String hostile) throws Exception {
    String text = "a" + hostile + "b";

    String line = PlainText.line(text, 100);
    String json = PlainText.json(new ObjectMapper().writeValueAsString(Map.of("k", text)));

    assertThat(line).startsWith("a\ufffd").endsWith("b").doesNotContain(hostile);
    if (!hostile.equals("\ud800")) {
      assertThat(json).doesNotContain(hostile);
      assertThat(new ObjectMapper().readTree(json).path("k").asText()).isEqualTo(text);
    }
  }

  @Test
  void readableText_isShownAsItIs() {
    String text = "Grüße, 你好 👋 – ok";

    assertThat(PlainText.line(text, 100)).isEqualTo(text);
    assertThat(PlainText.json(text)).isEqualTo(text);
  }

  @Test
  void longText_isCutBetweenCharacters() {
    assertThat(PlainText.line("👋👋👋", 3)).isEqualTo("👋👋👋");
    assertThat(PlainText.line("👋👋👋👋", 3)).isEqualTo("👋👋👋…");
  }
}
