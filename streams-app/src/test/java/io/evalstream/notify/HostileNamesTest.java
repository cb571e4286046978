package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.config.Secret;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.evaluator.HostileTexts;
import io.evalstream.event.Alert;
import io.evalstream.state.Notification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names of models, of attributes and of traces come from the applications, so they can be
/// anything.
class HostileNamesTest {

  private static List<HostileTexts.Hostile> texts() {
    return HostileTexts.all();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void name_isTextInTheMessage(HostileTexts.Hostile hostile) {
    JsonNode message = SlackMessage.of(alert(hostile.text()));

    assertThat(message.findValuesAsText("text"))
        .allSatisfy(
            text -> {
              assertThat(text).doesNotContain("<", ">");
              assertThat(text.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
              assertThat(text.codePoints().filter(HostileNamesTest::isNoPartOfALine)).isEmpty();
            });
  }

  @Test
  void message_isTakenBySlack() throws Exception {
    try (SlackStub slack = SlackStub.start(0);
        SlackSender sender = sender(slack)) {
      for (HostileTexts.Hostile hostile : texts()) {
        assertThat(
                sender.call(
                    new Notification("slack", alert(hostile.text())),
                    new Attempt("n-1", 1, Duration.ofSeconds(10))))
            .as("%s", hostile)
            .isEqualTo(new Answered<>(new Delivery("slack", true, "")));
      }
      assertThat(slack.rejections()).isEmpty();
    }
  }

  private static SlackSender sender(SlackStub slack) {
    return new SlackSender(
        new NotifyConfig(Map.of("slack", new SlackChannel(new Secret(slack.webhookUrl())))));
  }

  /// Line breaks, and what turns the direction of the words beside it or hides them.
  private static boolean isNoPartOfALine(int letter) {
    int type = Character.getType(letter);
    boolean joiner = letter == 0x200C || letter == 0x200D;
    return !joiner
        && (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR);
  }

  private static Alert alert(String text) {
    return Alert.newBuilder(Alerts.FIRING)
        .setApp(text)
        .setDimension("model")
        .setValue(text)
        .setSummary(text)
        .setExampleTraces(List.of(text, text))
        .build();
  }
}
