package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.archive.Listing;
import io.evalstream.event.Alert;
import io.evalstream.event.AlertExample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsViewTest {

  private static AlertsView view(Map<String, String> query, Alert... alerts) throws Exception {
    return AlertsView.of(
        Asked.query(query),
        List.of(alerts),
        new Listing<>(List.of(alerts), "more"),
        Monitored.config().notifying(),
        Windows.NOW);
  }

  @Test
  void aTransition_hasItsEvidence() throws Exception {
    AlertsView view =
        view(
            Map.of(),
            OverviewViewTest.firing()
                .setMethod("sequential")
                .setOdds(43_200.0)
                .setFalseAlarmsPer30Days(1.0)
                .setEnded(310)
                .setNotify(List.of("slack"))
                .setExampleTraces(List.of("t/1"))
                .build());

    AlertEntry entry = view.entries().getFirst();
    assertThat(entry.what()).contains("30.0 % failing").contains("against a limit of 10 %");
    assertThat(entry.facts())
        .anyMatch(fact -> fact.contains("43,200 times better explained"))
        .anyMatch(fact -> fact.contains("at most 1 false alarm in 30 days"))
        .anyMatch(fact -> fact.startsWith("Coverage: 300 of 310"));
    assertThat(entry.examples().getFirst().link()).isEqualTo("/trace?trace_id=t%2F1");
    assertThat(entry.slack()).contains("[FIRING]");
    assertThat(entry.told()).isEqualTo("slack");
  }

  @Test
  void anExample_isShownWithTheTextThatItHas_orWithNone() throws Exception {
    AlertsView view =
        view(
            Map.of(),
            OverviewViewTest.firing()
                .setExamples(
                    List.of(
                        new AlertExample("t1", "unfaithful", "a question", "a response", null),
                        new AlertExample("t2", "unfaithful", null, "a response", null),
                        new AlertExample("t3", "unfaithful", null, null, null)))
                .build());

    assertThat(view.entries().getFirst().examples())
        .extracting(AlertEntry.Shown::text)
        .containsExactly("a question", "a response", null);
    assertThat(new Templates().write("alerts", view)).contains("/traces/t3");
  }

  @Test
  void whatWasKeptBack_saysWhy() throws Exception {
    AlertsView view =
        view(
            Map.of(),
            OverviewViewTest.firing().setInhibitedBy("judge-unusable|default").build(),
            OverviewViewTest.firing().setSilenceEndsAt(Windows.NOW).build());

    assertThat(view.entries())
        .extracting(AlertEntry::quiet)
        .containsExactly(
            "Kept back while this alert fires: judge-unusable|default",
            "Silenced until 2026-05-01 10:00:00 UTC");
  }

  /// What is open on the page stays open when a newer one comes before it.
  @Test
  void aTransition_hasTheSameIdWhereverItStands() throws Exception {
    Alert first = OverviewViewTest.firing().build();
    Alert second = OverviewViewTest.firing().setTransitionId("k#2").build();

    String alone = view(Map.of(), first).entries().getFirst().id();

    assertThat(alone).matches("alert-[0-9a-f-]+");
    assertThat(view(Map.of(), second, first).entries())
        .extracting(AlertEntry::id)
        .doesNotHaveDuplicates()
        .element(1)
        .isEqualTo(alone);
  }

  @Test
  void aPendingAlert_isNoMessage() throws Exception {
    assertThat(view(Map.of(), OverviewViewTest.firing().setState("pending").build()).entries())
        .allMatch(entry -> entry.slack() == null);
  }

  @Test
  void theFilter_goesOnWithOlderOnes() throws Exception {
    AlertsView view = view(Map.of("app", "a&b", "state", "firing"));

    assertThat(view.next()).isEqualTo("/alerts?app=a%26b&state=firing&cursor=more");
    assertThat(view.fields().getFirst().options())
        .containsExactly(new AlertsView.Option("a&b", true));
    assertThat(new Templates().write("alerts", view)).contains("No transition is like that.");
  }

  @Test
  void hostileTexts_areText() throws Exception {
    String hostile = "\"><script>alert(1)</script>\u2066";
    Alert alert =
        OverviewViewTest.firing()
            .setRule(hostile)
            .setApp(hostile)
            .setSummary(hostile)
            .setInhibitedBy(hostile)
            .setNotify(List.of(hostile))
            .setExampleTraces(List.of(hostile))
            .build();

    String html = new Templates().write("alerts", view(Map.of("rule", hostile), alert));

    assertThat(html).contains("&lt;script&gt;").doesNotContain("<script");
    // Only what the form sends back is as it was.
    assertThat(html.replace("value=\"" + ShownText.attribute(hostile), ""))
        .contains("[U+2066]")
        .doesNotContain("\u2066");
  }
}
