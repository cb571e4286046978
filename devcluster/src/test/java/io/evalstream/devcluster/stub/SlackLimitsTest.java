package io.evalstream.devcluster.stub;

import static io.evalstream.devcluster.stub.SlackMessages.block;
import static io.evalstream.devcluster.stub.SlackMessages.blocks;
import static io.evalstream.devcluster.stub.SlackMessages.buttons;
import static io.evalstream.devcluster.stub.SlackMessages.context;
import static io.evalstream.devcluster.stub.SlackMessages.fallback;
import static io.evalstream.devcluster.stub.SlackMessages.fields;
import static io.evalstream.devcluster.stub.SlackMessages.header;
import static io.evalstream.devcluster.stub.SlackMessages.mrkdwn;
import static io.evalstream.devcluster.stub.SlackMessages.plain;
import static io.evalstream.devcluster.stub.SlackMessages.section;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackLimitsTest {

  @Test
  void everythingAtItsLimit_isFine() {
    assertFine(blocks(header("h".repeat(150))));
    assertFine(blocks(section("s".repeat(3000)), section("s".repeat(3000))));
    assertFine(blocks(fields(4, "f".repeat(2000))));
    assertFine(blocks(fields(10, "f")));
    assertFine(blocks(context(10)));
    assertFine(blocks(buttons(25, "b".repeat(75), "u".repeat(3000))));
    assertFine(blocks(Collections.nCopies(50, block("divider")).toArray(ObjectNode[]::new)));
    assertFine(fallback("t".repeat(4000)));
  }

  /// As Alertmanager sends it.
  @Test
  void attachment_mayHaveTheFallback() {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.putArray("attachments").addObject().put("fallback", "f").put("text", "t");
    assertFine(message);
    message.withArray("attachments").addObject().put("text", "t");
    assertComplaint(message, "text: must be there, for notifications and screen readers");
  }

  @Test
  void fallbackText_isRequired() {
    ObjectNode noText = blocks(header("h"));
    noText.remove("text");

    assertComplaint(noText, "text: must be there, for notifications and screen readers");
    assertComplaint(fallback(" "), "text: must be there, for notifications and screen readers");
    assertComplaint(
        fallback("t".repeat(4001)), "text: must have 4000 characters at most, was 4001");
  }

  @Test
  void tooLongOrTooMany_isNamedWithItsPlace() {
    assertComplaint(
        blocks(header("h".repeat(151))),
        "blocks[0].text.text: must have 150 characters at most, was 151");
    assertComplaint(
        blocks(block("divider"), section("s".repeat(3001))),
        "blocks[1].text.text: must have 3000 characters at most, was 3001");
    assertComplaint(
        blocks(fields(11, "f")), "blocks[0].fields: must have 0 to 10 elements, was 11");
    assertComplaint(
        blocks(fields(1, "f".repeat(2001))),
        "blocks[0].fields[0].text: must have 2000 characters at most, was 2001");
    assertComplaint(blocks(context(11)), "blocks[0].elements: must have 1 to 10 elements, was 11");
    assertComplaint(
        blocks(buttons(26, "b", "u")), "blocks[0].elements: must have 1 to 25 elements, was 26");
    assertComplaint(
        blocks(buttons(1, "b".repeat(76), "u")),
        "blocks[0].elements[0].text.text: must have 75 characters at most, was 76");
    assertComplaint(
        blocks(buttons(1, "b", "u".repeat(3001))),
        "blocks[0].elements[0].url: must have 3000 characters at most, was 3001");
    assertComplaint(
        blocks(Collections.nCopies(51, block("divider")).toArray(ObjectNode[]::new)),
        "blocks: must have 0 to 50 elements, was 51");
  }

  @Test
  void allTexts_mustBeShorterThanTenThousand() {
    ObjectNode[] long10k =
        Collections.nCopies(5, section("s".repeat(2000))).toArray(ObjectNode[]::new);

    assertComplaint(blocks(long10k), "blocks: all texts must be shorter than 10000, was 10000");
  }

  @Test
  void attachments_areCheckedToo() {
    ObjectNode message = fallback("down");
    message.putArray("attachments").addObject().putArray("blocks").add(header(""));

    assertComplaint(message, "attachments[0].blocks[0].text.text: must not be empty");
  }

  @Test
  void wrongShape_isNamed() {
    ObjectNode markedHeader = block("header").set("text", mrkdwn("h"));
    ObjectNode wrongText = block("section").set("text", plain("h").put("type", "html"));

    assertComplaint(blocks(markedHeader), "blocks[0].text.type: must be plain_text, was mrkdwn");
    assertComplaint(
        blocks(wrongText), "blocks[0].text.type: must be plain_text or mrkdwn, was html");
    assertComplaint(blocks(block("section")), "blocks[0]: must have text or fields");
    assertComplaint(
        blocks(block("table")),
        "blocks[0].type: must be one of header, section, context, actions, divider, was table");
    assertComplaint(JsonNodeFactory.instance.arrayNode(), "message: must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!channel> look",
        "<@U123> look",
        "<#C123>",
        "a < b",
        "fish & chips",
        "&nbsp;",
        "<javascript:alert(1)|click>",
        "<https://evil.example|a <!here>"
      })
  void notEscaped_isRefused(String text) {
    assertThat(SlackLimits.complaints(blocks(section(text)))).isNotEmpty();
    assertThat(SlackLimits.complaints(fallback(text))).isNotEmpty();
    assertFine(blocks(block("section").set("text", plain(text))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fish &amp; chips, a &lt; b &gt; c",
        "<https://dashboard.example/d/1?a=b|dashboard>",
        "<https://dashboard.example>",
        "> quoted"
      })
  void escaped_isFine(String text) {
    assertFine(blocks(section(text)));
  }

  private static void assertFine(JsonNode message) {
    assertThat(SlackLimits.complaints(message)).isEmpty();
  }

  private static void assertComplaint(JsonNode message, String complaint) {
    assertThat(SlackLimits.complaints(message)).containsExactly(complaint);
  }
}
