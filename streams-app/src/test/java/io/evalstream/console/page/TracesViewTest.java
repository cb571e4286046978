package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.console.archive.Listing;
import io.evalstream.console.archive.TraceSummary;
import io.evalstream.console.archive.TraceSummary.Mark;
import io.javalin.http.BadRequestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracesViewTest {

  private static final Instant NOON = Stories.NOON;
  private static final TraceSummary TRACE =
      new TraceSummary(
          "trace-1",
          "shop-bot",
          NOON.minusSeconds(120),
          NOON,
          "May I?",
          "Yes <you> may.",
          "ungrounded",
          "gpt-5-mini",
          "v42",
          List.of(
              new Mark("toxicity", "judged", "non_toxic", false, 1, 0),
              new Mark("correctness", "not_evaluable", null, null, 1, 0),
              new Mark("document_relevance", "judged", "irrelevant", true, 5, 2),
              new Mark("faithfulness", "judged", "unfaithful", true, 1, 1)));

  @Test
  void parametersOfTheAddress_areWhatIsAsked() {
    TraceSearch search =
        search(
            Map.of(
                "app",
                "shop-bot",
                "evaluator",
                "faithfulness",
                "failing",
                "true",
                "model",
                "m",
                "from",
                "2026-05-01T10:00",
                "text",
                "a b",
                "cursor",
                "c"));

    assertThat(search.query().app()).isEqualTo("shop-bot");
    assertThat(search.query().evaluator()).isEqualTo("faithfulness");
    assertThat(search.query().failing()).isTrue();
    assertThat(search.query().from()).isEqualTo("2026-05-01T10:00:00Z");
    assertThat(search.query().cursor()).isEqualTo("c");
    assertThat(search.address("d"))
        .isEqualTo(
            "/traces?text=a%20b&app=shop-bot&evaluator=faithfulness&failing=true&model=m"
                + "&from=2026-05-01T10%3A00&cursor=d");
  }

  @Test
  void lastHour_endsNow() {
    TraceSearch search = search(Map.of("last", "1h", "from", "2020-01-01T00:00:00Z"));

    assertThat(search.query().from()).isEqualTo(NOON.minus(Duration.ofHours(1)));
    assertThat(search.query().to()).isNull();
  }

  @Test
  void whatCannotBeAsked_isRefused() {
    assertThatThrownBy(() -> search(Map.of("last", "2y")))
        .isInstanceOf(BadRequestResponse.class)
        .hasMessage("last must be one of 15m, 1h, 6h, 24h, was 2y");
    assertThatThrownBy(() -> search(Map.of("failing", "maybe")))
        .isInstanceOf(BadRequestResponse.class);
  }

  @Test
  void labels_standFailingOnesFirst() {
    TracesView view = view(Map.of(), null, TRACE);

    assertThat(view.rows().getFirst().labels())
        .containsExactly(
            new Badge("document_relevance: irrelevant, 2 of 5", "fail"),
            new Badge("faithfulness: unfaithful", "fail"),
            new Badge("correctness: not evaluable", "warn"));
    assertThat(view.rows().getFirst().passing()).isEqualTo("passes toxicity");
    assertThat(write(view)).contains("Yes &lt;you&gt; may.", "href=\"/traces/trace-1\"");
  }

  @Test
  void partOfTheList_leadsToOlderOnesAndBack() {
    TracesView first = view(Map.of("app", "shop-bot"), "next", TRACE);
    TracesView last = view(Map.of("app", "shop-bot", "cursor", "next"), null, TRACE);

    assertThat(first.older()).isEqualTo("/traces?app=shop-bot&cursor=next");
    assertThat(first.newest()).isNull();
    assertThat(first.extent()).isEqualTo("1 trace, newest first; there are older ones");
    assertThat(last.older()).isNull();
    assertThat(last.newest()).isEqualTo("/traces?app=shop-bot");
  }

  @Test
  void emptyList_saysWhatToDo() {
    assertThat(write(view(Map.of(), null)))
        .contains("No trace has been judged in the time")
        .doesNotContain("Show all traces");
    assertThat(write(view(Map.of("app", "nobody"), null)))
        .contains("Take a filter away", "Show all traces", "<option value=\"nobody\" selected>");
  }

  @Test
  void foldedFilter_isOpenWhenItIsUsed() {
    assertThat(view(Map.of("app", "a"), null).open()).isFalse();
    assertThat(view(Map.of("model", "m"), null).open()).isTrue();
    assertThat(view(Map.of("from", "2026-05-01T10:00:00Z"), null).from())
        .isEqualTo("2026-05-01T10:00:00");
  }

  private static TraceSearch search(Map<String, String> query) {
    return TraceSearch.of(Asked.query(query), NOON);
  }

  private static TracesView view(
      Map<String, String> query, @Nullable String next, TraceSummary... traces) {
    return TracesView.of(
        search(query), new Listing<>(List.of(traces), next), _ -> List.of("shop-bot"), NOON);
  }

  private static String write(TracesView view) {
    return new Templates().write("traces", view);
  }
}
