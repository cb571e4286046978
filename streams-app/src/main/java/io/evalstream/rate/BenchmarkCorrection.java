package io.evalstream.rate;

import io.evalstream.event.CorrectedShare;
import io.evalstream.judgement.Calibration;
import io.evalstream.state.RateState;
import io.evalstream.stats.CorrectedRate;
import io.evalstream.stats.JudgeTrust;
import io.evalstream.stats.RateEstimate;
import java.util.Optional;

/// Corrects a rate by how the judge did in a benchmark.
///
/// *How it works:* the benchmark has to be of the version of the evaluator and of the judge that
/// gave the labels of the window.
///
/// *Guarantees:* the correction is as good as the benchmark is like the traffic.
record BenchmarkCorrection(Calibration calibration) implements Correction {

  static final String BASIS = "benchmark";

  @Override
  public Optional<CorrectedShare> of(Series series, RateState state, RateEstimate raw) {
    return calibration
        .find(series.app(), series.evaluator(), state.getEvaluatorVersion(), state.getJudge())
        .map(entry -> corrected(raw, entry));
  }

  private static CorrectedShare corrected(RateEstimate raw, Calibration.Entry entry) {
    CorrectedRate corrected =
        CorrectedRate.of(
            raw.rate(),
            raw.effectiveN(),
            new CorrectedRate.Benchmark(
                entry.truePositives(),
                entry.truePositives() + entry.falseNegatives(),
                entry.trueNegatives(),
                entry.trueNegatives() + entry.falsePositives()));
    JudgeTrust.Grade grade = corrected.trust().grade();
    return grade == JudgeTrust.Grade.REFUSED || corrected.value() == null
        ? new CorrectedShare(BASIS, REFUSED, null, 0.0, 1.0, entry.n())
        : new CorrectedShare(
            BASIS,
            grade.wireName(),
            corrected.value(),
            corrected.interval().low(),
            corrected.interval().high(),
            entry.n());
  }
}
