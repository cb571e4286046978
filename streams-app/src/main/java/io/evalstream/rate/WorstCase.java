package io.evalstream.rate;

import io.evalstream.stats.RateSums;
import java.util.Optional;

/// How far off a rate can be because judgements ended without a label.
///
/// Those that were not evaluable are no part of it: what an evaluator cannot be asked about is
/// outside of what its rate is about, and so is what a filter leaves out.
///
/// @param missing estimated share of judgements without a label
/// @param low the rate if all of them had passed
/// @param high the rate if all of them had failed
record WorstCase(double missing, double low, double high) {

  /// Empty when no judgement ended that could have had a label.
  ///
  /// @param labels with a label
  /// @param missing weight of those without
  static Optional<WorstCase> of(RateSums labels, double missing) {
    double all = labels.w() + missing;
    return all == 0
        ? Optional.empty()
        : Optional.of(
            new WorstCase(
                missing / all,
                Math.clamp(labels.a() / all, 0, 1),
                Math.clamp((labels.a() + missing) / all, 0, 1)));
  }
}
