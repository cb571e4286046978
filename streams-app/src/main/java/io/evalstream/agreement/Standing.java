package io.evalstream.agreement;

import io.evalstream.state.Agreement;
import io.evalstream.stats.Confusion;
import io.evalstream.stats.Estimate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a judge agrees with people.
///
/// @param matrix of labels where there are any, else of fail and pass
/// @param sides of fail and pass
public record Standing(Subject subject, Matrix matrix, Matrix sides, Instant updatedAt) {

  /// @param subject the key in the store of agreements
  public static Standing of(String subject, Agreement agreement) {
    return of(Subject.fromText(subject), agreement);
  }

  static Standing of(Subject subject, Agreement agreement) {
    return new Standing(
        subject,
        Matrix.of(subject, agreement),
        Matrix.ofSides(agreement),
        agreement.getUpdatedAt());
  }

  /// Labels of people.
  public long labels() {
    return confusion().n();
  }

  /// Cohen's kappa of the matrix; null where it is not defined.
  public @Nullable Estimate kappa() {
    return matrix.confusion().kappa();
  }

  /// Share of the answers that people fail which the judge fails.
  public @Nullable Estimate sensitivity() {
    return confusion().recall(Matrix.FAIL);
  }

  /// Share of the answers that people pass which the judge passes.
  public @Nullable Estimate specificity() {
    return confusion().recall(Matrix.PASS);
  }

  /// Share of the answers that the judge fails which people fail.
  public @Nullable Estimate precision() {
    return confusion().precision(Matrix.FAIL);
  }

  private Confusion confusion() {
    return sides.confusion();
  }
}
