package io.evalstream.agreement;

import io.evalstream.event.CorrectedShare;
import io.evalstream.state.Agreement;
import io.evalstream.stats.RateSums;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rates of judges, corrected by what reviewers say of them. Users choose themselves what they
/// have an opinion on, so theirs never corrects a rate.
public final class Corrections {

  private final Function<String, @Nullable Agreement> agreements;

  /// @param agreements by the text of their subject
  Corrections(Function<String, @Nullable Agreement> agreements) {
    this.agreements = agreements;
  }

  /// Empty when nobody has reviewed what this judge did with this version of the evaluator.
  ///
  /// @param judged the labels of the judge in a window
  public Optional<CorrectedShare> of(
      String app, String evaluator, String version, String judge, RateSums judged) {
    Subject subject = new Subject(app, evaluator, version, judge, Subject.REVIEWERS);
    return Optional.ofNullable(agreements.apply(subject.toText()))
        .flatMap(agreement -> LiveCorrection.of(LiveLabels.of(agreement), judged))
        .map(Corrections::share);
  }

  private static CorrectedShare share(LiveCorrection correction) {
    return new CorrectedShare(
        correction.basis().wireName(),
        correction.trust().wireName(),
        correction.value(),
        correction.interval().low(),
        correction.interval().high(),
        correction.labelled());
  }
}
