package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.stats.SampleHash;
import io.evalstream.trace.TraceFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final Map<String, String> NO_FACTS = Map.of();
  private static final double SMALLEST = 1e-4;

  @Test
  void largestRate_takesEveryTrace() {
    assertThat(share(rules(rule(Map.of(), 1)), 10_000)).isEqualTo(1);
  }

  @Test
  void rateOfZero_takesNone() {
    assertThat(share(rules(rule(Map.of(), 0)), 10_000)).isZero();
  }

  /// 0.01 % of 1 M: 100 expected, and 4 standard deviations are 40.
  @Test
  void smallestRate_takesItsShare() {
    assertThat(share(rules(rule(Map.of(), SMALLEST)), 1_000_000) * 1_000_000)
        .isCloseTo(100, within(40.0));
  }

  @Test
  void half_isHalf() {
    assertThat(share(rules(rule(Map.of(), 0.5)), 100_000)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void evaluatorsWithDifferentRates_seeNestedSubsets() {
    Sampler sampler =
        new Sampler(
            Map.of(
                "a",
                app(rules(rule(Map.of(), 0.5)), Map.of("all", 1.0, "some", 0.5, "few", 0.01))));

    IntStream.range(0, 20_000)
        .mapToObj(i -> sample(sampler, "a", "t-" + i, NO_FACTS, 1).keySet())
        .forEach(
            chosen ->
                assertThat(chosen)
                    .isIn(
                        Set.of(),
                        Set.of("all"),
                        Set.of("all", "some"),
                        Set.of("all", "some", "few")));
  }

  @Test
  void decision_isThatOfThePinnedHash() {
    Sampler sampler = sampler(rules(rule(Map.of(), 0.5)));

    for (int i = 0; i < 1_000; i++) {
      boolean below = SampleHash.uniform("evalstream", "t-" + i) < 0.5;
      assertThat(sample(sampler, "a", "t-" + i, NO_FACTS, 1).isEmpty()).isEqualTo(!below);
    }
  }

  @Test
  void firstRuleThatMatches_counts() {
    Sampler sampler =
        sampler(
            rules(
                rule(Map.of("feedback", "thumbs_down", "model", "m-1"), 0),
                rule(Map.of("feedback", "thumbs_down"), 1),
                rule(Map.of("attributes.tier", "gold"), 1),
                rule(Map.of(), 0)));

    assertThat(sample(sampler, "a", "t", Map.of("feedback", "thumbs_down"), 1)).isNotEmpty();
    assertThat(sample(sampler, "a", "t", Map.of("attributes.tier", "gold"), 1)).isNotEmpty();
    assertThat(sample(sampler, "a", "t", Map.of("feedback", "thumbs_down", "model", "m-1"), 1))
        .isEmpty();
    assertThat(sample(sampler, "a", "t", Map.of("feedback", "thumbs_up"), 1)).isEmpty();
  }

  @Test
  void probability_isTheProductOfRateShareAndUpstream() {
    Sampler sampler = new Sampler(Map.of("a", app(rules(rule(Map.of(), 0.5)), Map.of("e", 0.5))));

    List<Map<String, Double>> chosen =
        IntStream.range(0, 1_000)
            .mapToObj(i -> sample(sampler, "a", "t-" + i, NO_FACTS, 0.1))
            .filter(probabilities -> !probabilities.isEmpty())
            .toList();

    // Upstream has thrown its coin already: it changes the weight, not the choice.
    assertThat(chosen).hasSizeBetween(200, 300).allMatch(p -> p.get("e") == 0.5 * 0.5 * 0.1);
  }

  /// Whatever an event brings, its spans were let through before it came.
  @Test
  void traceThatCouldBeSampled_isNeverClosedToItsSpans() {
    Sampler sampler =
        new Sampler(
            Map.of(
                "a",
                app(
                    rules(rule(Map.of("model", "m"), 0.3), rule(Map.of(), 0.1)),
                    Map.of("x", 0.7, "y", 0.9))));

    for (int i = 0; i < 20_000; i++) {
      String trace = "t-" + i;
      if (!sample(sampler, "a", trace, Map.of("model", "m"), 1).isEmpty()) {
        assertThat(sampler.mayBeSampled("a", trace)).isTrue();
      }
    }
  }

  @Test
  void unknownApp_isNotSampled() {
    Sampler sampler = sampler(rules(rule(Map.of(), 1)));

    assertThat(sampler.mayBeSampled("b", "t")).isFalse();
    assertThat(sample(sampler, "b", "t", NO_FACTS, 1)).isEmpty();
  }

  /// A scale is another factor: it changes the choice and the weight alike.
  @Test
  void scale_isInTheChoiceAndInTheProbability() {
    Sampler sampler = sampler(rules(rule(Map.of(), 0.5)));

    for (int i = 0; i < 1_000; i++) {
      Decision decision = sampler.decide("a", "t-" + i, NO_FACTS, 1, evaluator -> 0.25);

      boolean below = SampleHash.uniform("evalstream", "t-" + i) < 0.125;
      assertThat(decision.probabilities()).isEqualTo(below ? Map.of("e", 0.125) : Map.of());
    }
  }

  /// Of what the evaluators that look at a trace have, the diagnosis has the least, with the trace
  /// chosen for all of them. An evaluator that does not look at it does not count.
  @Test
  void diagnosis_hasTheLeastProbabilityOfThoseThatLook() {
    AppSampling sampling =
        app(rules(rule(Map.of(), 0.8)), Map.of("all", 1.0, "some", 0.5))
            .with(
                Map.of("all", 1.0, "some", 0.5, "gold", 0.1),
                Map.of("gold", new TraceFilter(Map.of("model", "m-1"))),
                0);
    Sampler sampler = new Sampler(Map.of("a", sampling));

    for (int i = 0; i < 1_000; i++) {
      double u = SampleHash.uniform("evalstream", "t-" + i);
      Decision decision = sampler.decide("a", "t-" + i, NO_FACTS, 0.5, SamplerTest::scale);

      // 0.8 x 0.5 x 0.25 is what is thrown here, and half of that with what came from upstream.
      Map<String, Double> chosen = decision.withDiagnosis();
      assertThat(chosen.get("diagnosis")).isEqualTo(u < 0.1 ? (Double) 0.05 : null);
      assertThat(chosen.keySet()).doesNotContain("gold");
      chosen.remove("diagnosis");
      assertThat(chosen).isEqualTo(decision.probabilities());
    }
  }

  private static double scale(String evaluator) {
    return evaluator.equals("some") ? 0.25 : 1;
  }

  private static Map<String, Double> sample(
      Sampler sampler, String app, String traceId, Map<String, String> facts, double upstream) {
    return sampler.decide(app, traceId, facts, upstream, evaluator -> 1).probabilities();
  }

  private static AppSampling app(List<SamplingRule> rules, Map<String, Double> evaluators) {
    return new AppSampling(rules, evaluators, Budget.NONE, 0);
  }

  private static double share(List<SamplingRule> rules, int traces) {
    Sampler sampler = sampler(rules);
    return IntStream.range(0, traces)
            .filter(i -> !sample(sampler, "a", "trace-" + i, NO_FACTS, 1).isEmpty())
            .count()
        / (double) traces;
  }

  private static Sampler sampler(List<SamplingRule> rules) {
    return new Sampler(Map.of("a", app(rules, Map.of("e", 1.0))));
  }

  private static List<SamplingRule> rules(SamplingRule... rules) {
    return List.of(rules);
  }

  private static SamplingRule rule(Map<String, String> when, double rate) {
    return new SamplingRule(new TraceFilter(when), rate);
  }
}
