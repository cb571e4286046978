package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.event.Alert;
import io.evalstream.event.AlertComparison;
import io.evalstream.trace.Opening;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackMessageTest {

  @Test
  void firingAlert_answersEveryQuestion() {
    JsonNode message = slack(Alerts.FIRING);

    assertThat(Shown.texts(message))
        .containsExactly(
            "[FIRING] faithfulness-high · docs-bot",
            "12.5 % failing (18 of 144 judged, 95 % interval 8.0 to 19.0 %) against a limit of 5 %",
            "Answers of docs-bot are not grounded in what was retrieved.",
            "Compared with the 24 h before: 3.1 % (1,200 judged, 95 % interval 2.2 to 4.3 %)",
            "So since 2026-11-24 11:50 UTC, for 10 min 30 s; measured over the last 1 h",
            "Severity: page, 2.5 times the limit",
            "The last minutes are 43,200 times better explained by above 5 % than by at or below"
                + " it. This rule gives at most 1 false alarm in 30 days",
            "Evaluator faithfulness, all traffic",
            """
            diagnosis retrieval_miss: 62.0 % of the failing traces (18 judged, 95 % interval 40.0 to 80.0 %)
            model gpt-small: 25.0 % failing (48 judged, 95 % interval 15.0 to 38.0 %)
            prompt_version v7: 21.0 % failing (80 judged, 95 % interval 13.0 to 31.0 %)""",
            "Coverage: 144 of 150 judgements that ended have a label (96.0 %)",
            """
            1. trace-a: unfaithful
            Question: How long is the warranty?
            Response: Ten years.
            Judge: The document says two years.""",
            "2. trace-b: unfaithful",
            "<https://phoenix.example/traces/trace-a|trace 1>"
                + " · <https://phoenix.example/traces/trace-b|trace 2>",
            "<https://grafana.example/d/evals?var-app=docs-bot&amp;from="
                + from()
                + "&amp;to="
                + Alerts.FIRED.toEpochMilli()
                + "|dashboard> · <https://phoenix.example/projects/docs-bot?label=faithfulness|traces>"
                + " · <https://wiki.example/faithfulness-high|runbook>",
            "Alert faithfulness-high|docs-bot");
    assertThat(message.get("text").asText())
        .startsWith("[FIRING] faithfulness-high · docs-bot: 12.5 % failing (18 of 144 judged");
    assertThat(message.get("unfurl_links").booleanValue()).isFalse();
    assertThat(colour(message)).isEqualTo(SlackColour.RED.code());
  }

  /// An hour before it began: as far as the rate looks back.
  private static String from() {
    return Long.toString(Instant.parse("2026-11-24T10:50:00Z").toEpochMilli());
  }

  /// The questions are still other ones than before.
  @Test
  void driftThatIsNormalNow_isNotSaidToBeOver() {
    Alert end =
        Alert.newBuilder(Alerts.DRIFT)
            .setState("resolved")
            .setPreviousState("firing")
            .setFiredAt(Alerts.FIRED)
            .setTransitionedAt(Alerts.FIRED.plusSeconds(3600))
            .setReason("new_normal")
            .build();

    assertThat(Shown.texts(SlackMessage.of(end, Severity.TICKET, Links.NONE)))
        .noneMatch(text -> text.contains("over since"))
        .anyMatch(text -> text.startsWith("Fired at 2026-11-24 12:00 UTC and lasted 1 h"));
  }

  @Test
  void resolvedAlert_saysForHowLongAndTheCurrentValue() {
    JsonNode message = SlackMessage.of(Alerts.RESOLVED, Severity.PAGE, Links.NONE);

    assertThat(Shown.texts(message))
        .containsExactly(
            "[RESOLVED] faithfulness-high · docs-bot",
            "Now 0.07 % failing (144 judged, 95 % interval 0.0 to 2.6 %) against a limit of 5 %",
            "Fired at 2026-11-24 12:00 UTC and lasted 2 h 34 min; good since 2026-11-24 14:30 UTC;"
                + " measured over the last 1 h",
            "Evaluator faithfulness, all traffic",
            "Coverage: 144 of 150 judgements that ended have a label (96.0 %)",
            "Alert faithfulness-high|docs-bot");
    assertThat(colour(message)).isEqualTo(SlackColour.GREEN.code());
  }

  /// Nothing is known of the traffic, so nothing is said of it.
  @Test
  void alertWhoseRuleIsGone_saysOnlyThat() {
    assertThat(Shown.texts(SlackMessage.of(Alerts.RULE_REMOVED, Severity.PAGE, Links.NONE)))
        .containsExactly(
            "[RESOLVED] faithfulness-high · docs-bot",
            "docs-bot faithfulness: the rule was taken out of the configuration",
            "Fired at 2026-11-24 12:00 UTC and lasted 2 h",
            "Evaluator faithfulness, all traffic",
            "Alert faithfulness-high|docs-bot");
  }

  @Test
  void reminder_saysThatItIsOne() {
    assertThat(Shown.texts(slack(Alerts.REMINDER)))
        .startsWith(
            "[STILL FIRING] faithfulness-high · docs-bot", "Reminder 1: this alert is still firing")
        .contains("So since 2026-11-24 11:50 UTC, for 3 h 10 min; measured over the last 1 h");
  }

  @Test
  void replyInTheThread_isShort() {
    JsonNode reply = SlackMessage.reply(Alerts.RESOLVED, Severity.PAGE);

    assertThat(Shown.texts(reply))
        .containsExactly(
            """
            [RESOLVED] faithfulness-high · docs-bot
            Now 0.07 % failing (144 judged, 95 % interval 0.0 to 2.6 %) against a limit of 5 %
            Fired at 2026-11-24 12:00 UTC and lasted 2 h 34 min; good since 2026-11-24 14:30 UTC; measured over the last 1 h""");
  }

  @Test
  void everyCondition_hasItsWords() {
    assertThat(headline(Alerts.WORSE))
        .isEqualTo(
            "12.5 % failing (18 of 144 judged, 95 % interval 8.0 to 19.0 %) against the 24 h"
                + " before: 3.1 % (1,200 judged, 95 % interval 2.2 to 4.3 %)");
    assertThat(Shown.texts(slack(Alerts.WORSE)))
        .contains(
            "Severity: page, 4.0 times what it is compared with",
            "The last minutes are 43,200 times better explained by a higher share than in the 24 h"
                + " before than by none. This rule gives at most 1 false alarm in 30 days");
    // 6 of 150 is 4 %, twice the limit.
    assertThat(headline(Alerts.NOT_JUDGED))
        .isEqualTo("4.0 % without a label (6 of 150 that ended) against a limit of 2 %");
    assertThat(Severity.of(Alerts.NOT_JUDGED)).isEqualTo(Severity.PAGE);
    assertThat(headline(Alerts.ABSENT))
        .isEqualTo("nothing was judged in the last 1 h, although there is traffic");
    assertThat(Severity.of(Alerts.ABSENT)).isEqualTo(Severity.PAGE);
    assertThat(headline(Alerts.DRIFT)).isEqualTo(Alerts.DRIFT.getSummary());
    assertThat(headline(Alerts.UNUSABLE)).isEqualTo(Alerts.UNUSABLE.getSummary());
    assertThat(Shown.texts(slack(Alerts.UNUSABLE)))
        .contains("All judgements that go to judge default", "Severity: page");
    assertThat(Shown.texts(slack(Alerts.DISAGREES)))
        .contains("Judgements of faithfulness that go to judge default", "Severity: ticket");
  }

  @Test
  void drift_saysNothingOfEvaluatorsAndLabels() {
    assertThat(Shown.texts(slack(Alerts.DRIFT)))
        .containsExactly(
            "[FIRING] questions-moved · docs-bot",
            Alerts.DRIFT.getSummary(),
            "So since 2026-11-24 11:50 UTC, for 10 min 30 s; measured over the last 1 h",
            "Severity: ticket",
            "All questions to docs-bot that come with an embedding",
            "<https://grafana.example/d/evals?var-app=docs-bot&amp;from="
                + from()
                + "&amp;to="
                + Alerts.FIRED.toEpochMilli()
                + "|dashboard> · <https://phoenix.example/projects/docs-bot?label=%2A|traces>"
                + " · <https://wiki.example/questions-moved|runbook>",
            "Alert faithfulness-high|docs-bot");
  }

  @Test
  void conditionOfALaterVersion_isToldByItsSummary() {
    Alert alert = Alert.newBuilder(Alerts.FIRING).setCondition("too_slow").build();

    assertThat(headline(alert)).isEqualTo(alert.getSummary());
  }

  @Test
  void shareAgainstNone_isAPage() {
    AlertComparison none = new AlertComparison("the 24 h before", 0.0, 0.0, 0.001, 1_200L);
    Alert.Builder worse = Alert.newBuilder(Alerts.WORSE).setComparison(none);

    assertThat(Severity.of(worse.setRate(0.01).build())).isEqualTo(Severity.PAGE);
    assertThat(Severity.of(worse.setRate(0.0).build())).isEqualTo(Severity.TICKET);
  }

  @Test
  void severity_isAPageFromTwiceTheLimit() {
    assertThat(Severity.of(rate(0.0999))).isEqualTo(Severity.TICKET);
    assertThat(Severity.of(rate(0.1))).isEqualTo(Severity.PAGE);
    assertThat(Severity.of(rate(null))).isEqualTo(Severity.TICKET);
  }

  private static Alert rate(Double rate) {
    return Alert.newBuilder(Alerts.FIRING).setRate(rate).build();
  }

  @Test
  void unusualNumbers_breakNothing() {
    Alert alert =
        Alert.newBuilder(Alerts.FIRING)
            .setThreshold(Double.NaN)
            .setLow(Double.NaN)
            .setRate(1.0)
            .setOdds(Double.POSITIVE_INFINITY)
            .setTransitionedAt(Instant.EPOCH)
            .setOverMs(0)
            .build();

    assertThat(Shown.texts(slack(alert)))
        .contains(
            "100.0 % failing (144 of 144 judged) against a limit of ? %",
            "So since 2026-11-24 11:50 UTC, for 0 s",
            "Severity: ticket",
            "The last minutes are more than 1,000,000,000 times better explained by above ? % than"
                + " by at or below it. This rule gives at most 1 false alarm in 30 days");
    Alert nothing = Alert.newBuilder(Alerts.FIRING).setRate(null).setJudged(0).build();
    assertThat(headline(nothing)).isEqualTo("nothing was judged, against a limit of 5 %");
  }

  @Test
  void newestExamples_standInForTheWorst() {
    Alert alert =
        Alert.newBuilder(Alerts.FIRING)
            .setExamples(List.of())
            .setExampleTraces(List.of("t0", "t1", "t2", "t3"))
            .build();

    assertThat(Shown.texts(slack(alert))).contains("1. t0", "3. t2").doesNotContain("4. t3");
  }

  @Test
  void cut_keepsWhatFits() {
    assertThat(SlackText.line("abc", 3)).isEqualTo("abc");
    assertThat(SlackText.line("abcd", 3)).isEqualTo("ab…");
    assertThat(SlackText.line("a&", 6)).isEqualTo("a&amp;");
    assertThat(SlackText.line("a&b", 6)).isEqualTo("a…");
    assertThat(Opening.marked("ab\uD83E\uDD14c", 4)).isEqualTo("ab…");
  }

  private static JsonNode slack(Alert alert) {
    return SlackMessage.of(alert, Severity.of(alert), Alerts.LINKS);
  }

  private static String headline(Alert alert) {
    return new AlertText(alert, Severity.of(alert)).headline();
  }

  private static String colour(JsonNode message) {
    return message.path("attachments").path(0).path("color").asText();
  }
}
