package io.evalstream.console.api;

import io.evalstream.agreement.Standing;
import io.evalstream.stats.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a judge agrees with people, as the API tells it.
final class AgreementJson {

  private AgreementJson() {}

  static Map<String, @Nullable Object> of(Standing standing) {
    Map<String, @Nullable Object> agreement = new LinkedHashMap<>();
    agreement.put("app", standing.subject().app());
    agreement.put("evaluator", standing.subject().evaluator());
    agreement.put("evaluator_version", standing.subject().version());
    agreement.put("judge", standing.subject().judge());
    agreement.put("annotator_kind", standing.subject().annotators());
    agreement.put("labels", standing.labels());
    agreement.put("classes", standing.matrix().classes());
    agreement.put("matrix", standing.matrix().counts());
    agreement.put("kappa", of(standing.kappa()));
    agreement.put("sensitivity", of(standing.sensitivity()));
    agreement.put("specificity", of(standing.specificity()));
    agreement.put("precision", of(standing.precision()));
    agreement.put("updated_at", standing.updatedAt().toString());
    return agreement;
  }

  /// Null where the measure is not defined.
  private static @Nullable Map<String, @Nullable Object> of(@Nullable Estimate estimate) {
    if (estimate == null) {
      return null;
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("value", estimate.value());
    shown.put("low", estimate.hasInterval() ? estimate.low() : null);
    shown.put("high", estimate.hasInterval() ? estimate.high() : null);
    return shown;
  }
}
