package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.event.Alert;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SlackMessageTest {

  @Test
  void firingAlert_saysWhatHowBadSinceWhenAndWhere() {
    JsonNode message = SlackMessage.of(Alerts.FIRING);

    assertThat(texts(message))
        .containsExactly(
            "[FIRING] faithfulness-high · docs-bot",
            "12.5 % failing (18 of 144 judged, 95 % interval 8.0 to 19.0 %) against a limit of 5 %",
            "Answers of docs-bot are not grounded in what was retrieved.",
            "Over the limit since 2026-11-24 11:50 UTC, for 10 min 30 s; measured over the last 1 h",
            "Evaluator faithfulness, all traffic",
            "Failing traces: trace-a, trace-b",
            "Alert faithfulness-high|docs-bot");
    assertThat(message.get("text").asText())
        .startsWith("[FIRING] faithfulness-high · docs-bot: 12.5 % failing (18 of 144 judged");
    assertThat(message.get("unfurl_links").booleanValue()).isFalse();
  }

  @Test
  void resolvedAlert_saysForHowLongAndTheCurrentValue() {
    assertThat(texts(SlackMessage.of(Alerts.RESOLVED)))
        .containsExactly(
            "[RESOLVED] faithfulness-high · docs-bot",
            "0.07 % failing (144 judged, 95 % interval 0.0 to 2.6 %) against a limit of 5 %",
            "Clear since 2026-11-24 12:30 UTC, for 2 h 5 min; measured over the last 1 h",
            "Evaluator faithfulness, prompt_version = v2",
            "Alert faithfulness-high|docs-bot");
  }

  @Test
  void nothingJudged_isSaid() {
    Alert alert =
        Alert.newBuilder(Alerts.FIRING).setRate(null).setLow(Double.NaN).setJudged(0).build();

    assertThat(texts(SlackMessage.of(alert)).get(1))
        .isEqualTo("nothing was judged, against a limit of 5 %");
  }

  @Test
  void unusualNumbers_breakNothing() {
    Alert alert =
        Alert.newBuilder(Alerts.FIRING)
            .setThreshold(Double.NaN)
            .setLow(Double.NaN)
            .setRate(1.0)
            .setTransitionedAt(Instant.EPOCH)
            .setOverMs(0)
            .build();

    assertThat(texts(SlackMessage.of(alert)))
        .contains(
            "100.0 % failing (144 of 144 judged) against a limit of ? %",
            "Over the limit since 2026-11-24 11:50 UTC, for 0 s; measured over the last 0 s");
  }

  @Test
  void thousandExamples_areCutToAFew() {
    List<String> traces = IntStream.range(0, 1_000).mapToObj(i -> "t" + i).toList();
    Alert alert = Alert.newBuilder(Alerts.FIRING).setExampleTraces(traces).build();

    assertThat(texts(SlackMessage.of(alert)))
        .contains("Failing traces: t0, t1, t2, t3, t4 and 995 more");
  }

  @Test
  void names_mentionNobodyAndLinkNowhere() {
    Alert alert =
        Alert.newBuilder(Alerts.FIRING)
            .setRule("<!channel> & <https://evil|ok>")
            .setApp("a\n\nb\u0000c")
            .build();

    JsonNode message = SlackMessage.of(alert);

    assertThat(texts(message).getFirst())
        .isEqualTo("[FIRING] &lt;!channel&gt; &amp; &lt;https://evil|ok&gt; · a b c");
    assertThat(message.toString()).doesNotContain("<", ">");
  }

  @Test
  void longTexts_stayWithinEveryLimit() {
    // Each code point is two UTF-16 units or four to five characters once escaped.
    for (String piece : List.of("\uD83E\uDD14", "&", "<", "x", "long words ")) {
      String text = piece.repeat(20_000);
      Alert alert =
          Alert.newBuilder(Alerts.FIRING)
              .setAlertKey(text)
              .setRule(text)
              .setApp(text)
              .setEvaluator(text)
              .setDimension(text)
              .setValue(text)
              .setSummary(text)
              .setExampleTraces(List.of(text, text, text, text, text, text))
              .build();

      JsonNode message = SlackMessage.of(alert);

      assertThat(texts(message).getFirst()).hasSizeLessThanOrEqualTo(150).endsWith("…");
      assertThat(texts(message)).allSatisfy(t -> assertThat(t).hasSizeLessThanOrEqualTo(3_000));
      assertThat(message.get("text").asText()).hasSizeLessThanOrEqualTo(4_000);
      assertThat(String.join("", texts(message))).hasSizeLessThan(10_000);
      assertThat(texts(message))
          .as("no half of a surrogate pair")
          .allSatisfy(t -> assertThat(t.codePoints()).noneMatch(SlackMessageTest::isHalf));
    }
  }

  @Test
  void cut_keepsWhatFits() {
    assertThat(SlackText.line("abc", 3)).isEqualTo("abc");
    assertThat(SlackText.line("abcd", 3)).isEqualTo("ab…");
    assertThat(SlackText.line("a&", 6)).isEqualTo("a&amp;");
    assertThat(SlackText.line("a&b", 6)).isEqualTo("a…");
    assertThat(SlackText.cut("ab\uD83E\uDD14c", 4)).isEqualTo("ab…");
  }

  private static boolean isHalf(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  private static List<String> texts(JsonNode message) {
    return stream(message.get("blocks")).flatMap(SlackMessageTest::textsOfBlock).toList();
  }

  private static Stream<String> textsOfBlock(JsonNode block) {
    Stream<JsonNode> texts =
        block.has("elements") ? stream(block.get("elements")) : Stream.of(block.get("text"));
    return texts.map(text -> text.get("text").asText());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Test
  void judgeThatCannotBeUsed_isSaidInSentences() {
    Alert alert =
        Alert.newBuilder(Alerts.FIRING)
            .setRule("judge-unusable")
            .setSubject("judge")
            .setApp("*")
            .setEvaluator("*")
            .setDimension("judge")
            .setValue("default")
            .setThreshold(null)
            .setRate(null)
            .setExampleTraces(List.of())
            .setSummary("Judge default cannot be used (quota): no quota left")
            .build();

    JsonNode message = SlackMessage.of(alert);

    assertThat(message.get("text").textValue())
        .isEqualTo(
            "[FIRING] judge-unusable · default:"
                + " Judge default cannot be used (quota): no quota left");
    assertThat(message.get("blocks").toString())
        .contains("So since 2026-11-24 11:50 UTC", "All judgements that go to judge default")
        .doesNotContain("failing", "limit");
  }
}
