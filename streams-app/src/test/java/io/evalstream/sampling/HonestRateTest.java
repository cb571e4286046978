package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import io.evalstream.trace.Trace;
import io.evalstream.trace.TraceFilter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is estimated from a sample, held to a truth that is known: traffic is made up, sampled by
/// the sampler and added up as a window does, many times.
class HonestRateTest {

  private static final int RUNS = 1_000;
  private static final double LEAST_COVERAGE = 0.93;

  /// How often an interval held the truth, and what the rates were on average.
  private static final class Coverage {
    private int hits;
    private double rates;

    void add(RateEstimate estimate, double truth) {
      hits += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
      rates += estimate.rate() == null ? 0 : estimate.rate();
    }

    double share() {
      return (double) hits / RUNS;
    }

    double meanRate() {
      return rates / RUNS;
    }
  }

  /// Of a hundred answers ten fail. Users complain of six of these, and of five of a hundred good
  /// ones. All complaints are kept and a tenth of the rest: of a thousand answers these are 60 + 45
  /// and 4 + 85.5, so a third of the labels fails: 64 of 194.5.
  @Test
  void rateWhereComplaintsAreKept_isThatOfTheTraffic() {
    double truth = 0.1;
    Sampler sampler =
        sampler(
            Map.of("e", 1.0),
            new SamplingRule(new TraceFilter(Map.of("feedback", "thumbs_down")), 1),
            new SamplingRule(TraceFilter.ALL, 0.1));
    Coverage weighted = new Coverage();
    Coverage unweighted = new Coverage();

    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      RateSums sums = RateSums.EMPTY;
      RateSums plain = RateSums.EMPTY;
      for (int i = 0; i < 1_000; i++) {
        boolean fails = random.nextDouble() < truth;
        boolean complaint = random.nextDouble() < (fails ? 0.6 : 0.05);
        Double probability =
            decide(sampler, run, i, complaint ? Map.of("feedback", "thumbs_down") : Map.of())
                .probabilities()
                .get("e");
        if (probability != null) {
          sums = sums.plus(1 / probability, fails ? 1 : 0);
          plain = plain.plus(1, fails ? 1 : 0);
        }
      }
      weighted.add(sums.estimate(), truth);
      unweighted.add(plain.estimate(), truth);
    }

    assertThat(weighted.share()).isGreaterThanOrEqualTo(LEAST_COVERAGE);
    assertThat(weighted.meanRate()).isBetween(0.095, 0.105);
    assertThat(unweighted.share()).isLessThan(0.01);
    assertThat(unweighted.meanRate()).isBetween(0.31, 0.35);
  }

  /// One evaluator looks at every trace and finds nothing; the other looks at a fifth and fails a
  /// fifth of those. Over all judged traces only one diagnosis of 25 fails, whatever the weights.
  @Test
  void rateOfTheDiagnosis_isThatOfTracesThatAllEvaluatorsLookedAt() {
    double truth = 0.2;
    Sampler sampler =
        sampler(Map.of("cheap", 1.0, "dear", 0.2), new SamplingRule(TraceFilter.ALL, 1));
    Coverage whole = new Coverage();
    Coverage any = new Coverage();

    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      RateSums ofWhole = RateSums.EMPTY;
      RateSums ofAny = RateSums.EMPTY;
      for (int i = 0; i < 500; i++) {
        boolean fails = random.nextDouble() < truth;
        Map<String, Double> chosen = decide(sampler, run, i, Map.of()).withDiagnosis();
        boolean diagnosed = chosen.containsKey("dear") && fails;
        Double probability = chosen.get(Trace.DIAGNOSIS);
        if (probability != null) {
          ofWhole = ofWhole.plus(1 / probability, diagnosed ? 1 : 0);
        }
        ofAny = ofAny.plus(1, diagnosed ? 1 : 0);
      }
      whole.add(ofWhole.estimate(), truth);
      any.add(ofAny.estimate(), truth);
    }

    assertThat(whole.share()).isGreaterThanOrEqualTo(LEAST_COVERAGE);
    assertThat(whole.meanRate()).isBetween(0.19, 0.21);
    assertThat(any.share()).isLessThan(0.01);
    assertThat(any.meanRate()).isBetween(0.03, 0.05);
  }

  private static Sampler sampler(Map<String, Double> evaluators, SamplingRule... rules) {
    return new Sampler(Map.of("a", new AppSampling(List.of(rules), evaluators, Budget.NONE, 0)));
  }

  private static Decision decide(Sampler sampler, int run, int turn, Map<String, String> facts) {
    return sampler.decide("a", "t-" + run + "-" + turn, facts, 1, evaluator -> 1);
  }
}
