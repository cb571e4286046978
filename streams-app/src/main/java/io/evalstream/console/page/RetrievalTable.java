package io.evalstream.console.page;

import io.evalstream.event.EvalRate;
import io.evalstream.event.MeanScore;
import io.evalstream.event.RetrievalQuality;
import java.util.List;

/// How the retrievals of one window ranked.
///
/// @param window when it was
record RetrievalTable(String window, String k, String queries, String empty, List<Measure> rows) {

  /// @param meaning one sentence
  record Measure(String name, String value, String interval, String meaning) {}

  RetrievalTable {
    rows = List.copyOf(rows);
  }

  static RetrievalTable of(EvalRate rate, RetrievalQuality quality) {
    int k = quality.getK();
    return new RetrievalTable(
        Numbers.clock(rate.getWindowStart()) + " to " + Numbers.clock(rate.getWindowEnd()) + " UTC",
        Integer.toString(k),
        Numbers.count(quality.getQueries()),
        Numbers.count(quality.getEmpty()),
        List.of(
            measure(
                "Precision at " + k,
                quality.getPrecision(),
                "relevant documents among the first " + k),
            measure("Hit at " + k, quality.getHit(), "retrievals with a relevant document there"),
            measure("MRR", quality.getReciprocalRank(), "1 over the first relevant rank"),
            measure(
                "nDCG of what was returned",
                quality.getNdcgReturned(),
                "gain over that of the best order of the same documents")));
  }

  private static Measure measure(String name, MeanScore score, String meaning) {
    Double value = score.getValue();
    return new Measure(
        name,
        Numbers.measure(value),
        value == null
            ? ""
            : Numbers.measure(score.getLow()) + " to " + Numbers.measure(score.getHigh()),
        meaning);
  }
}
