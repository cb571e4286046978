package io.evalstream.rate;

import io.evalstream.event.CorrectedShare;
import io.evalstream.event.EvalRate;
import io.evalstream.event.MeanScore;
import io.evalstream.event.RetrievalQuality;
import io.evalstream.metric.Metric;
import java.util.Optional;
import java.util.function.Function;

/// What of a rate is a gauge. Some are of every rate, the others appear with their first value.
enum RateGauge {
  RATE(Metric.EVAL_RATE, true, rate -> Optional.ofNullable(rate.getRate())),
  LOW(Metric.EVAL_RATE_LOW, true, rate -> Optional.of(rate.getLow())),
  HIGH(Metric.EVAL_RATE_HIGH, true, rate -> Optional.of(rate.getHigh())),
  SAMPLES(Metric.EVAL_EFFECTIVE_SAMPLES, true, rate -> Optional.of(rate.getEffectiveN())),
  MISSING(Metric.EVAL_MISSING, true, rate -> Optional.ofNullable(rate.getMissing())),
  CORRECTED(Metric.EVAL_RATE_CORRECTED, false, rate -> corrected(rate, CorrectedShare::getValue)),
  CORRECTED_LOW(
      Metric.EVAL_RATE_CORRECTED_LOW, false, rate -> corrected(rate, CorrectedShare::getLow)),
  CORRECTED_HIGH(
      Metric.EVAL_RATE_CORRECTED_HIGH, false, rate -> corrected(rate, CorrectedShare::getHigh)),
  PRECISION(Metric.RETRIEVAL_PRECISION, RetrievalQuality::getPrecision),
  HIT(Metric.RETRIEVAL_HIT, RetrievalQuality::getHit),
  MRR(Metric.RETRIEVAL_MRR, RetrievalQuality::getReciprocalRank),
  NDCG(Metric.RETRIEVAL_NDCG, RetrievalQuality::getNdcgReturned);

  private final Metric metric;
  private final boolean always;
  private final Function<EvalRate, Optional<Double>> value;

  RateGauge(Metric metric, boolean always, Function<EvalRate, Optional<Double>> value) {
    this.metric = metric;
    this.always = always;
    this.value = value;
  }

  RateGauge(Metric metric, Function<RetrievalQuality, MeanScore> score) {
    this(
        metric,
        false,
        rate ->
            Optional.ofNullable(rate.getRetrieval())
                .map(score)
                .flatMap(mean -> Optional.ofNullable(mean.getValue())));
  }

  /// Of what is refused not even the interval is shown.
  private static Optional<Double> corrected(EvalRate rate, Function<CorrectedShare, Double> part) {
    CorrectedShare corrected = rate.getCorrected();
    return corrected == null || corrected.getValue() == null
        ? Optional.empty()
        : Optional.of(part.apply(corrected));
  }

  Metric metric() {
    return metric;
  }

  /// Whether it has something to show, now or for good.
  boolean isIn(EvalRate rate) {
    return always || value.apply(rate).isPresent();
  }

  /// NaN where there is nothing.
  double of(EvalRate rate) {
    return value.apply(rate).orElse(Double.NaN);
  }
}
