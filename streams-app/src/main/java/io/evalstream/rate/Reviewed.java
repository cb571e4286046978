package io.evalstream.rate;

import io.evalstream.event.CorrectedShare;
import io.evalstream.stats.RateSums;
import java.util.Optional;

/// What the labels of people make of a rate of a judge.
public interface Reviewed {

  /// Empty when nobody has labelled what this judge did with this version of the evaluator.
  ///
  /// @param judged the labels of the judge in a window
  Optional<CorrectedShare> of(
      String app, String evaluator, String version, String judge, RateSums judged);
}
