package io.evalstream.bench.oracle;

import static io.evalstream.bench.oracle.PerfectRun.FAITHFUL;
import static io.evalstream.bench.oracle.PerfectRun.id;
import static io.evalstream.bench.oracle.PerfectRun.rate;
import static io.evalstream.bench.oracle.PerfectRun.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The oracle finds each fault that is planted in a perfect run.
class OracleTest {

  private final PerfectRun run = new PerfectRun();

  @Test
  void perfectRun_hasNoViolation() {
    assertThat(run.violations()).isEmpty();
    assertThat(Oracle.ratesSettled(run.rates, 6)).isTrue();
    assertThat(Oracle.allHasEnded(PerfectRun.EXPECTED, run.funnel)).isTrue();
  }

  @Test
  void lostEvaluation_isFound() {
    run.evaluations.removeFirst();

    assertThat(run.violations()).contains("no judgement is lost: t1 faithfulness");
    assertThat(run.brokenRules())
        .contains(
            "a trace has just its evaluations",
            "a step of the funnel counts what was there",
            "a rate counts its evaluations");
  }

  @Test
  void secondEvaluation_isFoundWithBothPlaces() {
    run.evaluations.add(PerfectRun.ended(FAITHFUL, "judged", "faithful", false, 7));

    assertThat(run.violations())
        .anyMatch(
            violation ->
                violation.startsWith(
                    "no judgement ends twice: t1 faithfulness at 0@0 (judged by A1 at"));
  }

  @Test
  void evaluationOfNoRequest_isFound() {
    Judgement stranger = new Judgement("t3", "faithfulness", null);
    run.evaluations.add(PerfectRun.ended(stranger, "judged", "faithful", false, 7));

    assertThat(run.violations()).contains("nothing ends that was not requested: t3 faithfulness");
  }

  @Test
  void wrongLabel_isFound() {
    run.evaluations.set(0, PerfectRun.ended(FAITHFUL, "judged", "unfaithful", true, 0));

    assertThat(run.violations())
        .contains("a label is the right one: t1 faithfulness must be faithful, was unfaithful");
  }

  @Test
  void impossibleOutcome_isFound() {
    run.evaluations.set(0, PerfectRun.ended(FAITHFUL, "shed", null, false, 0));

    assertThat(run.violations())
        .contains(
            "a judgement ends in a way that was possible: t1 faithfulness ended as shed after 1"
                + " attempts");
  }

  @Test
  void failureThatIsNone_isFound() {
    run.evaluations.set(0, PerfectRun.ended(FAITHFUL, "judged", "faithful", true, 0));

    assertThat(run.violations())
        .contains(
            "a failure is a label that fails: t1 faithfulness failing must be false, was true");
  }

  @Test
  void tooManyAttempts_areFound() {
    run.evaluations.set(0, PerfectRun.ended(FAITHFUL, "judged", "faithful", false, 5, 0));

    assertThat(run.violations())
        .containsExactly(
            "a judgement ends in a way that was possible: t1 faithfulness ended as judged after 5"
                + " attempts");
  }

  @Test
  void lostTrace_isFound() {
    run.traces.removeFirst();

    assertThat(run.violations()).contains("no trace is lost: t1");
    assertThat(run.brokenRules())
        .containsExactlyInAnyOrder("no trace is lost", "a rate counts its evaluations");
  }

  @Test
  void secondTrace_isFound() {
    run.traces.add(PerfectRun.closed("t1", run.traces.getFirst().outcomes(), "0@9"));

    assertThat(run.violations()).containsExactly("no trace comes out twice: t1 at [0@0, 0@9]");
  }

  @Test
  void traceWithoutJudgements_isFound() {
    run.traces.add(PerfectRun.closed("t3", Map.of(), "0@9"));

    assertThat(run.violations()).contains("no trace comes out unasked: t3");
  }

  @Test
  void traceWithoutOneOfItsEvaluations_isFound() {
    run.traces.set(0, PerfectRun.closed("t1", Map.of(id(FAITHFUL), "judged"), "0@0"));

    assertThat(run.brokenRules()).containsExactly("a trace has just its evaluations");
  }

  @Test
  void traceWhoseEvaluationEndedOtherwise_isFound() {
    Map<String, String> outcomes = new HashMap<>(run.traces.getFirst().outcomes());
    outcomes.put(id(FAITHFUL), "expired");
    run.traces.set(0, PerfectRun.closed("t1", outcomes, "0@0"));

    assertThat(run.brokenRules())
        .containsExactly("a trace has just its evaluations", "a rate counts its evaluations");
  }

  @Test
  void recordThatIsNotCounted_isFound() {
    run.funnel.merge(step("chat_event", "received"), -1L, Long::sum);

    assertThat(run.violations())
        .containsExactly(
            "the funnel balances: app chat_event: 2 must be 3",
            "a step of the funnel counts what was there: app chat_event received must be 3, was 2");
  }

  @Test
  void judgementThatIsPending_isFound() {
    run.funnel.merge(step("faithfulness", "judged"), -1L, Long::sum);

    assertThat(run.brokenRules())
        .containsExactly("the funnel balances", "a step of the funnel counts what was there");
    assertThat(Oracle.allHasEnded(PerfectRun.EXPECTED, run.funnel)).isFalse();
  }

  @Test
  void stepThatBalancesAndIsWrong_isFound() {
    run.funnel.merge(step("chat_event", "received"), 1L, Long::sum);
    run.funnel.merge(step("chat_event", "unsampled"), 1L, Long::sum);

    assertThat(run.brokenRules()).containsExactly("a step of the funnel counts what was there");
  }

  @Test
  void rateThatCountsTooMuch_isFound() {
    run.rates.set(2, rate("faithfulness", Map.of("judged", 3L), PerfectRun.bothLabels(), 1, true));

    assertThat(run.brokenRules()).containsExactly("a rate counts its evaluations");
    assertThat(Oracle.ratesSettled(run.rates, 6)).isFalse();
  }

  @Test
  void rateWithAnotherLabel_isFound() {
    run.rates.set(2, rate("faithfulness", Map.of("judged", 2L), Map.of("faithful", 2L), 1, true));

    assertThat(run.brokenRules()).containsExactly("a rate counts its evaluations");
  }

  @Test
  void rateWithAnotherNumberOfFailures_isFound() {
    run.rates.set(2, rate("faithfulness", Map.of("judged", 2L), PerfectRun.bothLabels(), 2, true));

    assertThat(run.brokenRules()).containsExactly("a rate counts its evaluations");
  }

  @Test
  void lostRate_isFound() {
    run.rates.remove(1);

    assertThat(run.brokenRules()).containsExactly("a rate counts its evaluations");
  }

  @Test
  void windowThatIsNotClosed_isFound() {
    run.rates.add(rate("faithfulness", Map.of("judged", 2L), PerfectRun.bothLabels(), 1, false));

    assertThat(run.brokenRules()).containsExactly("a window is closed in the end");
    assertThat(Oracle.ratesSettled(run.rates, 6)).isFalse();
  }

  @Test
  void lostDeadLetter_isFound() {
    run.deadLetters = 0;

    assertThat(run.violations())
        .containsExactly("each bad record is one dead letter: expected 1, were 0");
  }

  @Test
  void manyFaultsOfOneKind_areToldInBrief() {
    IntStream.range(0, 15)
        .forEach(i -> run.traces.add(PerfectRun.closed("stranger-" + i, Map.of(), "0@" + i)));

    assertThat(run.violations())
        .filteredOn(violation -> violation.startsWith("no trace comes out unasked"))
        .hasSize(11)
        .endsWith("no trace comes out unasked: 5 more");
  }
}
