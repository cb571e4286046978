package io.evalstream.offline.report;

import io.evalstream.offline.Measure;
import io.evalstream.offline.probe.ScoreStudy;
import io.evalstream.stats.RateEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The page of `study scores`: scores and labels over the share of misspelt words.
public final class ScoreReport {

  private static final int LEFT = 50;
  private static final int WIDTH = 600;
  private static final int HEIGHT = 260;
  private static final int TOP = 20;

  private ScoreReport() {}

  /// @param judge its name
  /// @param about how to get the same texts again
  public static String page(String judge, String about, ScoreStudy study) {
    Html html =
        new Html()
            .heading(1, "Scores of " + judge)
            .quiet(about)
            .paragraph(
                "Spearman's correlation of misspelt words and score: "
                    + Measure.text(study.correlation())
                    + "; among texts with faults alone: "
                    + Measure.text(study.correlationOfFaulty())
                    + ". A score that follows the truth has -1 for both.")
            .raw(scores(study))
            .raw(labels(study));
    List<List<String>> rows = new ArrayList<>();
    for (int percent : ScoreStudy.SHARES) {
      Double mean = study.meanScore(percent);
      RateEstimate incorrect = study.incorrect(percent);
      rows.add(
          List.of(
              percent + " %",
              mean == null ? "-" : String.format(Locale.ROOT, "%.2f", mean),
              incorrect.rate() == null ? "-" : Html.percent(incorrect.rate())));
    }
    return html.table(List.of("misspelt words", "mean score", "labelled incorrect"), rows)
        .page("Scores of " + judge);
  }

  private static double x(int percent) {
    return LEFT + WIDTH * percent / 100.0;
  }

  private static double y(double share) {
    return TOP + HEIGHT * (1 - share);
  }

  private static Drawing axes(String top, String bottom) {
    Drawing drawing =
        new Drawing(LEFT + WIDTH + 30, TOP + HEIGHT + 40)
            .line(x(0), y(0), x(100), y(0), Charts.NEUTRAL)
            .line(x(0), y(0), x(0), y(1), Charts.NEUTRAL)
            .text(LEFT - 8, y(1) + 4, "end", top)
            .text(LEFT - 8, y(0) + 4, "end", bottom);
    ScoreStudy.SHARES.forEach(
        percent -> drawing.text(x(percent), TOP + HEIGHT + 22, "middle", percent + " %"));
    return drawing;
  }

  /// Each score, the line of perfect ones, and the means.
  private static String scores(ScoreStudy study) {
    Drawing drawing = axes("10", "1").line(x(0), y(1), x(100), y(0), "#d8dee4");
    for (int percent : ScoreStudy.SHARES) {
      study.scores(percent).forEach(score -> drawing.dot(x(percent), y(at(score)), 3, "#aeb8c2"));
      Double mean = study.meanScore(percent);
      if (mean != null) {
        drawing.dot(x(percent), y(at(mean)), 5, Charts.FAILING);
      }
    }
    return drawing.svg("score over the share of misspelt words");
  }

  private static double at(double score) {
    return (score - 1) / 9;
  }

  private static String labels(ScoreStudy study) {
    Drawing drawing = axes("100 %", "0 %");
    for (int percent : ScoreStudy.SHARES) {
      RateEstimate rate = study.incorrect(percent);
      if (rate.rate() != null) {
        drawing
            .line(x(percent), y(rate.low()), x(percent), y(rate.high()), Charts.PASSING)
            .dot(x(percent), y(rate.rate()), 5, Charts.PASSING);
      }
    }
    return drawing.svg("share of texts labelled incorrect, with intervals");
  }
}
