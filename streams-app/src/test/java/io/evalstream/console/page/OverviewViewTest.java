package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.metric.FunnelStep;
import io.evalstream.topic.TrustedRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverviewViewTest {

  private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202E";

  private static OverviewView view(List<EvalRate> rates, List<Alert> alerts) throws Exception {
    return OverviewView.of(
        new OverviewView.Known(
            Windows.NOW,
            Range.HOUR,
            Duration.ofMinutes(1),
            rates,
            rates,
            alerts,
            Map.of("docs-bot", Map.of("ok", 90L, "ungrounded", 10L)),
            Map.of(new FunnelStep("docs-bot", "chat_event", "received"), 1L)),
        new AlertLimits(Monitored.config().alerts()));
  }

  static Alert.Builder firing() {
    TrustedRecords.trust();
    return Alert.newBuilder()
        .setAlertKey("k")
        .setTransitionId("k#1")
        .setRule("faithfulness-high")
        .setApp("docs-bot")
        .setEvaluator("faithfulness")
        .setDimension("all")
        .setValue("*")
        .setState("firing")
        .setPreviousState("inactive")
        .setThreshold(0.1)
        .setRate(0.3)
        .setLow(0.25)
        .setHigh(0.36)
        .setJudged(300)
        .setEffectiveN(300)
        .setOverMs(60_000)
        .setSince(Windows.NOW.minusSeconds(300))
        .setTransitionedAt(Windows.NOW.minusSeconds(240))
        .setSummary("It fails more than it may");
  }

  @Test
  void anEvaluator_hasItsNewestWholeWindowAndAllOfTheRange() throws Exception {
    OverviewView view =
        view(
            List.of(
                Windows.minute(3, 100, 10).build(),
                Windows.minute(1, 100, 30).build(),
                // Still open.
                Windows.minute(0, 2, 2).build()),
            List.of());

    EvaluatorRow row = view.apps().getFirst().rows().getFirst();
    assertThat(row.now().rate()).isEqualTo("30.0 %");
    assertThat(row.now().n()).isEqualTo("n 100");
    assertThat(row.ranged().rate()).isEqualTo("20.8 %");
    assertThat(row.missing()).isNull();
    assertThat(row.spark()).contains("class=\"limit\"");
    assertThat(new Templates().write("overview", view))
        .contains("Diagnoses of 100 judged traces of the last hour, counted without weights");
  }

  @Test
  void whatFires_isOnTopAndBesideItsEvaluator() throws Exception {
    OverviewView view =
        view(List.of(Windows.minute(1, 100, 30).build()), List.of(firing().build()));

    assertThat(view.firing())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.what())
                  .isEqualTo(
                      "30.0 % failing (90 of 300 judged, 95 % interval 25.0 to 36.0 %) against a limit"
                          + " of 10 %");
              assertThat(line.traces())
                  .isEqualTo("/traces?app=docs-bot&evaluator=faithfulness&failing=true");
              assertThat(line.since().text()).isEqualTo("5 min ago");
            });
    assertThat(view.apps().getFirst().rows().getFirst().alerts()).hasSize(1);
  }

  /// Names of apps, evaluators and rules, and whatever an alert quotes.
  @Test
  void hostileNames_areText() throws Exception {
    EvalRate rate = Windows.minute(1, 100, 30).setApp(HOSTILE).setEvaluator(HOSTILE).build();
    Alert alert =
        firing().setRule(HOSTILE).setApp(HOSTILE).setRate(null).setSummary(HOSTILE).build();

    String html = new Templates().write("overview", view(List.of(rate), List.of(alert)));

    assertThat(html).contains("&lt;img").contains("[U+202E]");
    assertThat(html).doesNotContain("<img").doesNotContain("\u202E");
  }

  @Test
  void withoutAnything_thePageSaysSo() throws Exception {
    OverviewView view =
        OverviewView.of(
            new OverviewView.Known(
                Windows.NOW,
                Range.DAY,
                Duration.ofHours(1),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of()),
            new AlertLimits(Monitored.config().alerts()));

    assertThat(new Templates().write("overview", view)).contains("Nothing has been judged yet");
  }

  /// 24 h in minutes would be 1,440 points, 6 h would be 360.
  @Test
  void theWindow_isTheShortestThatGivesAPicture() {
    List<Duration> windows = List.of(Duration.ofHours(1), Duration.ofMinutes(1));

    assertThat(Range.HOUR.window(windows)).isEqualTo(Duration.ofMinutes(1));
    assertThat(Range.SIX_HOURS.window(windows)).isEqualTo(Duration.ofHours(1));
    assertThat(Range.DAY.window(List.of(Duration.ofMinutes(1)))).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void theWindow_isLongerThanTheRangeOnlyWhereAllAre() {
    List<Duration> windows =
        List.of(Duration.ofDays(7), Duration.ofMinutes(1), Duration.ofMinutes(2));

    assertThat(Range.SIX_HOURS.window(windows)).isEqualTo(Duration.ofMinutes(2));
    assertThat(Range.HOUR.window(List.of(Duration.ofDays(7), Duration.ofDays(1))))
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void theWindows_sayWhichTimeTheyCover() throws Exception {
    OverviewView view =
        view(
            List.of(Windows.minute(3, 100, 10).build(), Windows.minute(1, 100, 30).build()),
            List.of());

    assertThat(new Templates().write("overview", view))
        .contains("They cover 2026-05-01 09:57:00 UTC to 2026-05-01 10:00:00 UTC.");
  }
}
