package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.agreement.Matrix;
import io.evalstream.agreement.Standing;
import io.evalstream.agreement.Subject;
import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.DriftSubject;
import io.evalstream.alert.Tally;
import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.console.archive.JudgeUse;
import io.evalstream.judgement.Calibration;
import io.evalstream.stats.Confusion;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgesViewTest {

  private static final JudgeUse USE =
      new JudgeUse(
          "default",
          "big-model",
          1_000,
          Map.of("judged", 980L, "expired", 15L, "refused", 5L),
          2_000_000,
          50_000,
          4.0,
          200,
          10,
          840,
          3_200);

  private static JudgesView.Judge judge(String name) {
    JudgesView view =
        JudgesView.of(
            new JudgesView.Known(
                Windows.NOW,
                List.of(),
                List.of(USE),
                List.of(),
                List.of(
                    new DriftBoard.Standing(
                        new DriftSubject(name, "faithfulness"),
                        new Tally(95, 100),
                        new Tally(90, 100),
                        0.85,
                        false,
                        7,
                        Windows.NOW.minusSeconds(120))),
                new Calibration(
                    List.of(
                        new Calibration.Entry(
                            null,
                            "faithfulness",
                            "v",
                            name,
                            null,
                            40,
                            10,
                            5,
                            95,
                            0,
                            "gold.jsonl",
                            LocalDate.of(2026, 4, 1))))));
    return view.judges().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /// 800 have a price, and cost 4 dollars: 5 dollars for 1,000.
  @Test
  void cost_isThatOfEvaluationsWithAPrice() {
    JudgeUseView use = judge("default").use().getFirst();

    assertThat(use.cost()).isEqualTo("$4.00");
    assertThat(use.perThousand()).isEqualTo("$5.00");
    assertThat(use.unpriced()).isEqualTo("200");
    assertThat(use.judged()).isEqualTo("98.0 %");
    assertThat(use.outcomes())
        .extracting(JudgeUseView.Outcome::name)
        .containsExactly("expired", "refused");
    assertThat(use.p95()).isEqualTo("3.2 s");
  }

  @Test
  void withoutAPrice_thereIsNoCost() {
    JudgeUseView use =
        JudgeUseView.of(
            new JudgeUse("heuristic", "words", 10, Map.of("judged", 10L), 0, 0, 0, 10, 0, 1, 2));

    assertThat(use.cost()).isEqualTo("no price is known");
    assertThat(use.perThousand()).isNull();
  }

  @Test
  void goldenRowsAndCalibration_areShownWithTheirIntervals() {
    JudgesView.Judge judge = judge("default");

    assertThat(judge.golden().getFirst().last()).isEqualTo("90.0 % (95 %: 82.6 to 94.5 %), n 100");
    assertThat(judge.calibrations().getFirst().sensitivity()).startsWith("80.0 % (95 %: 67.0");
    assertThat(judge.calibrations().getFirst().specificity()).startsWith("95.0 %");
  }

  /// Of 50 answers that people fail the judge fails 40, of 100 that they pass it passes 90.
  @Test
  void agreement_isAMatrixWithItsMeasures() {
    Matrix matrix =
        new Matrix(List.of("fail", "pass"), new Confusion(new long[][] {{40, 10}, {10, 90}}));
    Standing standing =
        new Standing(
            new Subject("docs-bot", "faithfulness", "v", "default", "human"),
            matrix,
            matrix,
            Windows.NOW);

    AgreementView view = AgreementView.of(standing, Windows.NOW);

    assertThat(view.people()).isEqualTo("reviewers");
    // (0.8667 - 0.5556) / (1 - 0.5556) = 0.70
    assertThat(view.kappa()).startsWith("0.70 (95 %: ");
    assertThat(view.sensitivity()).startsWith("80.0 %");
    assertThat(view.specificity()).startsWith("90.0 %");
    assertThat(view.matrix().get(0).cells())
        .containsExactly(new AgreementView.Cell("40", true), new AgreementView.Cell("10", false));
  }

  @Test
  void theGateOfThisProcess_isTold() {
    JudgeHealth health =
        JudgeHealth.of(
            new Gate("default", GateSettings.withMaxInFlight(8), InstantSource.fixed(Windows.NOW)));

    assertThat(health.state()).isEqualTo("not called yet");
    assertThat(health.inFlight()).isEqualTo("0 of 8");
    assertThat(health.left()).isEqualTo("no limit is known");
  }

  @Test
  void hostileNames_areText() {
    String hostile = "<script>alert(1)</script>";

    String html = new Templates().write("judges", new JudgesView(List.of(judge(hostile)), false));

    assertThat(html).contains("&lt;script&gt;").doesNotContain("<script");
  }
}
