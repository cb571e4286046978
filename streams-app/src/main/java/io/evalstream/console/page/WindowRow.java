package io.evalstream.console.page;

import io.evalstream.event.EvalRate;
import java.util.List;

/// One window in the table of an evaluator.
///
/// @param counts of the labels, in the order of the keys
/// @param open whether more may come
record WindowRow(Numbers.Moment start, RateText rate, List<String> counts, boolean open) {

  WindowRow {
    counts = List.copyOf(counts);
  }

  static WindowRow of(EvalRate rate, List<LabelBars.Key> keys) {
    return new WindowRow(
        Numbers.at(rate.getWindowStart()),
        RateText.of(rate),
        keys.stream()
            .map(key -> Numbers.count(rate.getLabels().getOrDefault(key.label(), 0L)))
            .toList(),
        !rate.getFinal$());
  }
}
