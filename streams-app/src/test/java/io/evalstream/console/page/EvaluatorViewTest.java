package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.console.archive.TraceSummary;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.CorrectedShare;
import io.evalstream.event.EvalRate;
import io.evalstream.event.MeanScore;
import io.evalstream.event.RetrievalQuality;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorViewTest {

  private static EvaluatorView view(List<EvalRate> rates, List<TraceSummary> failing)
      throws Exception {
    return view("faithfulness", rates, failing);
  }

  private static EvaluatorView view(
      String evaluator, List<EvalRate> rates, List<TraceSummary> failing) throws Exception {
    return EvaluatorView.of(
        new EvaluatorView.Known(
            Windows.NOW,
            Range.HOUR,
            Duration.ofMinutes(1),
            "docs-bot",
            evaluator,
            EvaluatorLibrary.builtIn().find(evaluator).orElse(null),
            Course.of(Windows.NOW.minus(Duration.ofHours(1)), Windows.NOW, rates),
            List.of(),
            List.of(),
            failing,
            List.of(OverviewViewTest.firing().build())),
        new AlertLimits(Monitored.config().alerts()));
  }

  @Test
  void theTable_hasTheNumbersOfTheCharts() throws Exception {
    EvaluatorView view =
        view(
            List.of(Windows.minute(2, 100, 10).build(), Windows.minute(1, 50, 20).build()),
            List.of());

    assertThat(view.bars().keys())
        .extracting(LabelBars.Key::label, LabelBars.Key::tone, LabelBars.Key::count)
        .containsExactly(tuple("unfaithful", "fail1", "30"), tuple("faithful", "pass1", "120"));
    assertThat(view.rows())
        .extracting(row -> row.rate().rate())
        .containsExactly("40.0 %", "10.0 %");
    assertThat(view.rows().getFirst().counts()).containsExactly("20", "30");
    assertThat(view.rates())
        .isEqualTo(
            "/api/v1/rates?app=docs-bot&evaluator=faithfulness&dimension=all&window=60s&limit=10000");
    assertThat(view.limit()).isEqualTo("0.1");
    assertThat(view.alerts()).hasSize(1);
  }

  @Test
  void whatIsCorrected_saysByWhat() throws Exception {
    EvaluatorView view =
        view(
            List.of(
                Windows.minute(1, 50, 20)
                    .setCorrected(new CorrectedShare("human_random", "ok", 0.35, 0.2, 0.5, 40L))
                    .build()),
            List.of());

    assertThat(view.corrected()).isEqualTo("35.0 % (95 %: 20.0 to 50.0 %)");
    assertThat(view.basis()).isEqualTo("by labels of people on a random part");
  }

  @Test
  void retrievals_areThoseOfTheNewestWindowThatHasSome() throws Exception {
    MeanScore score = new MeanScore(0.5, 0.4, 0.6);
    RetrievalQuality quality =
        new RetrievalQuality(5, 20L, 1L, 0L, score, score, score, score, 20L);

    EvaluatorView view =
        view(
            List.of(
                Windows.minute(2, 10, 1).setRetrieval(quality).build(),
                Windows.minute(1, 10, 1).build()),
            List.of());

    assertThat(view.retrieval().window()).isEqualTo("09:58 to 09:59 UTC");
    assertThat(view.retrieval().rows().getFirst().interval()).isEqualTo("0.40 to 0.60");
  }

  @Test
  void hostileTexts_areText() throws Exception {
    String hostile = "</a><script>alert(1)</script>\u202E";
    TraceSummary trace =
        new TraceSummary(
            hostile,
            "docs-bot",
            Windows.NOW,
            Windows.NOW,
            hostile,
            hostile,
            "ungrounded",
            null,
            null,
            List.of(
                new TraceSummary.Mark(
                    "faithfulness", "judged", "unfaithful" + hostile, true, 1, 1)));
    EvalRate rate = Windows.minute(1, 3, 1).setLabels(Map.of(hostile, 3L)).build();

    String html = new Templates().write("evaluator", view(List.of(rate), List.of(trace)));

    assertThat(html).contains("&lt;script&gt;").doesNotContain("<script").doesNotContain("\u202E");
  }

  @Test
  void diagnosis_hasItsTracesAndNoDefinition() throws Exception {
    TraceSummary trace =
        new TraceSummary(
            "t1",
            "docs-bot",
            Windows.NOW,
            Windows.NOW,
            "q",
            "r",
            "retrieval_miss",
            null,
            null,
            List.of());

    String html = new Templates().write("evaluator", view("diagnosis", List.of(), List.of(trace)));

    assertThat(html)
        .contains("Whether something failed in a trace", "<bdi>retrieval miss</bdi>")
        .contains(ShownText.html("/traces?app=docs-bot&evaluator=diagnosis&failing=true"))
        .doesNotContain(">Definition</a>");
  }

  @Test
  void withoutRates_thePageIsThere() throws Exception {
    String html = new Templates().write("evaluator", view(List.of(), List.of()));

    assertThat(html).contains("nothing was judged in the last hour").contains("None is kept.");
  }
}
