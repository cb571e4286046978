package io.evalstream.rate;

import io.evalstream.event.CorrectedShare;
import io.evalstream.state.RateState;
import io.evalstream.stats.RateEstimate;
import java.util.List;
import java.util.Optional;

/// One basis on which a rate can be corrected for the errors of its judge.
interface Correction {

  /// Its trust when it says nothing of the rate that is worth a look.
  String REFUSED = "refused";

  /// Empty when this basis knows nothing of how the judge of the window errs.
  ///
  /// @param state of labels, all of one judge and one version of the evaluator
  ///
  /// @param raw the rate of failing labels
  Optional<CorrectedShare> of(Series series, RateState state, RateEstimate raw);

  /// The first that is not refused; else the first there is. None without labels, and of labels of
  /// several judges or versions.
  ///
  /// @param bases the best one first
  static Optional<CorrectedShare> best(
      List<Correction> bases, Series series, RateState state, RateEstimate raw) {
    if (state.getN() == 0 || state.getMixed()) {
      return Optional.empty();
    }
    List<CorrectedShare> shares =
        bases.stream().flatMap(basis -> basis.of(series, state, raw).stream()).toList();
    return shares.stream()
        .filter(share -> !share.getTrust().equals(REFUSED))
        .findFirst()
        .or(() -> shares.stream().findFirst());
  }
}
