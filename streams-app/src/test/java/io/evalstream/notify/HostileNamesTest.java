package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.config.Secret;
import io.evalstream.devcluster.stub.AlertmanagerStub;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.devcluster.stub.WebhookStub;
import io.evalstream.evaluator.HostileTexts;
import io.evalstream.event.Alert;
import io.evalstream.event.AlertComparison;
import io.evalstream.event.AlertExample;
import io.evalstream.event.AlertPart;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names of models, of attributes and of traces, labels, examples and what a judge said come from
/// outside, so they can be anything.
class HostileNamesTest {

  private static final Attempt ATTEMPT = new Attempt("n-1", 1, Duration.ofSeconds(10));
  private static final String OUR_LINKS = "<https://[a-z]+\\.example/[^<>|]*\\|[a-z 0-9]+>";

  private static List<HostileTexts.Hostile> texts() {
    return Stream.concat(
            HostileTexts.all().stream(),
            Stream.of(
                new HostileTexts.Hostile("a megabyte", "x".repeat(1 << 20)),
                new HostileTexts.Hostile("a megabyte of letters to escape", "&".repeat(1 << 20)),
                new HostileTexts.Hostile("a megabyte of pairs", "\uD83E\uDD14".repeat(1 << 18)),
                new HostileTexts.Hostile("the end of a link", "x|y> <!here> &gt; {trace_id}/../"),
                new HostileTexts.Hostile("nothing", "")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void name_isTextInTheMessage(HostileTexts.Hostile hostile) {
    Alert alert = alert(hostile.text());

    for (JsonNode message :
        List.of(
            SlackMessage.of(alert, Severity.PAGE, Alerts.LINKS),
            SlackMessage.reply(alert, Severity.PAGE))) {
      assertThat(message.findValuesAsText("text"))
          .allSatisfy(
              text -> {
                String words = text.replaceAll(OUR_LINKS, "");
                assertThat(words).doesNotContain("<", ">");
                assertThat(text.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
                assertThat(words.replace("\n", "").codePoints())
                    .noneMatch(HostileNamesTest::isNoPartOfALine);
              });
    }
  }

  /// The webhook gets the record as it is, which says nothing new when it is long.
  @Test
  void message_isTakenByEveryChannel() throws Exception {
    try (SlackStub slack = SlackStub.start(0);
        AlertmanagerStub alertmanager = AlertmanagerStub.start(0);
        WebhookStub hook = WebhookStub.start(0)) {
      List<Call<Message, Delivery>> senders = senders(slack, alertmanager, hook);
      for (HostileTexts.Hostile hostile : texts()) {
        Message message = Alerts.message(alert(hostile.text()));
        boolean huge = hostile.text().length() > 10_000;
        for (Call<Message, Delivery> sender : huge ? senders.subList(0, 3) : senders) {
          assertThat(sender.call(message, ATTEMPT))
              .as("%s by %s", hostile, sender.getClass().getSimpleName())
              .isInstanceOfSatisfying(
                  Answered.class,
                  ended -> assertThat(ended.answer()).isInstanceOf(Delivery.Told.class));
        }
      }
      assertThat(slack.rejections()).isEmpty();
      assertThat(alertmanager.rejections()).isEmpty();
    }
  }

  private static List<Call<Message, Delivery>> senders(
      SlackStub slack, AlertmanagerStub alertmanager, WebhookStub hook) {
    Poster poster = Poster.of(Poster.client(), List.of());
    List<Channel> channels =
        List.of(
            new SlackWebhook(new Secret(slack.webhookUrl())),
            new SlackBot(new Secret(slack.botToken()), slack.channel(), URI.create(slack.apiUrl())),
            new AlertmanagerChannel(List.of(URI.create(alertmanager.url())), Duration.ofMinutes(1)),
            new WebhookChannel(new Secret(hook.url()), Map.of()));
    return channels.stream()
        .map(channel -> NotifyTopology.call(channel, Alerts.LINKS, poster, InstantSource.system()))
        .toList();
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
    AlertExample example = new AlertExample(text, text, text, text, text);
    return Alert.newBuilder(Alerts.FIRING)
        .setAlertKey(text)
        .setTransitionId(text)
        .setRule("rule " + text)
        .setApp(text)
        .setEvaluator(text)
        .setDimension("model")
        .setValue(text)
        .setSummary(text)
        .setCondition("worse_than_version")
        .setComparison(new AlertComparison(text, 0.1, 0.05, 0.2, 100L))
        .setParts(
            List.of(
                new AlertPart("model", text, 0.5, 0.4, 0.6, 10L),
                new AlertPart(text, text, 0.5, 0.4, 0.6, 10L)))
        .setExamples(List.of(example, example, example))
        .setExampleTraces(List.of(text, text))
        .build();
  }
}
