package io.evalstream.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Monitor;
import io.evalstream.devcluster.stub.Ending;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.judge.Outcome;
import io.evalstream.metric.FunnelStep;
import io.evalstream.stats.SampleHash;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The whole pipeline on the labelled sample, with a judge over HTTP that never errs: every number
/// that comes out must be the one that the file says.
class LabelledSampleIT {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long WEEK = Duration.ofDays(7).toMillis();

  private static final Set<String> OUTCOMES =
      Stream.of(Outcome.values()).map(Outcome::wireName).collect(Collectors.toUnmodifiableSet());

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void everythingSampled_givesTheNumbersOfTheFile() throws Exception {
    Sample sample = Sample.shipped();
    try (JudgeStub judge = judge(Faults.NONE)) {
      Deployment deployment = deployment("all", judge, 1.0);

      judgeAll(deployment, sample, sample.funnel());

      assertThat(labels(deployment.evaluations())).isEqualTo(sample.labels());
      assertThat(Share.of(deployment.evaluations())).isEqualTo(sample.shares());
      assertThat(Share.ofWindows(deployment.evalRates(), MINUTE)).isEqualTo(sample.shares());
      assertThat(diagnoses(deployment.judgedTraces())).isEqualTo(sample.diagnoses());
      assertThat(deployment.deadLetters()).isEmpty();
      assertThat(judge.stats().total()).isEqualTo(sample.labels().size());
    }
  }

  @Test
  void fifthSampled_choosesTracesByTheirHashAndCoversTheRatesOfTheFile() throws Exception {
    Sample sample = Sample.shipped().copies(10);
    Sample chosen = sample.where(id -> SampleHash.uniform("evalstream", id) < 0.2);
    try (JudgeStub judge = judge(Faults.NONE)) {
      Deployment deployment = deployment("fifth", judge, 0.2);

      judgeAll(deployment, sample, sample.funnel(chosen));

      // Five standard deviations of a share of 0.2 among 1200.
      assertThat(chosen.rows().size() / 1200.0).isBetween(0.142, 0.258);
      assertThat(labels(deployment.evaluations())).isEqualTo(chosen.labels());
      assertThat(deployment.evaluations())
          .allSatisfy(e -> assertThat(e.getSamplingProbability()).isEqualTo(0.2));
      assertThat(Share.ofWindows(deployment.evalRates(), MINUTE)).isEqualTo(chosen.shares());
      for (String app : List.of("docs-bot", "support-bot")) {
        for (String evaluator : List.of("faithfulness", "correctness")) {
          EvalRate rate = newest(deployment.evalRates(), app, evaluator);
          assertThat(sample.share(app, evaluator).rate())
              .as("%s of %s", evaluator, app)
              .isBetween(rate.getLow(), rate.getHigh());
          assertThat(rate.getSeen()).isEqualTo(rate.getSampled() * 5.0);
        }
      }
      assertThat(diagnoses(deployment.judgedTraces())).isEqualTo(chosen.diagnoses());
      assertThat(deployment.deadLetters()).isEmpty();
    }
  }

  @Test
  void faultyJudge_stillGivesOneEvaluationPerJudgement() throws Exception {
    Sample sample = Sample.shipped().first(30);
    Faults faults =
        Faults.NONE
            .with(Ending.RATE_LIMITED, 0.10)
            .with(Ending.SERVER_ERROR, 0.10)
            .with(Ending.BROKEN_JSON, 0.05)
            .with(Ending.RESET, 0.05)
            .withSeed(7);
    try (JudgeStub judge = judge(faults)) {
      Deployment deployment = deployment("faulty", judge, 1.0);

      judgeAll(deployment, sample, sample.funnel());

      Map<Judgement, Evaluation> evaluations = byJudgement(deployment.evaluations());
      assertThat(evaluations.keySet()).isEqualTo(sample.labels().keySet());
      evaluations.forEach((judgement, e) -> assertLabelOrExcuse(e, sample.labels().get(judgement)));
      assertThat(diagnoses(deployment.judgedTraces()).keySet())
          .containsExactlyInAnyOrderElementsOf(sample.ids());
      assertThat(deployment.deadLetters()).isEmpty();
      for (Ending fault :
          List.of(Ending.RATE_LIMITED, Ending.SERVER_ERROR, Ending.BROKEN_JSON, Ending.RESET)) {
        assertThat(judge.stats().calls(fault)).as("%s did happen", fault).isPositive();
      }
    }
  }

  private static JudgeStub judge(Faults faults) {
    return JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), faults);
  }

  private static Deployment deployment(String name, JudgeStub judge, double rate) {
    return new Deployment(
        CLUSTER.get(),
        name,
        folder,
        """
        apps:
          - { id: docs-bot, sampling: [ { rate: %1$s } ], evaluators: %2$s }
          - { id: support-bot, sampling: [ { rate: %1$s } ], evaluators: %2$s }
        judges:
          default: { api: openai, base_url: "%3$s", model: stub, cache_entries: 0 }
        judging: { backoff: 50ms }
        rates: { windows: [ 1m, 7d ] }
        """
            .formatted(rate, Sample.EVALUATORS, judge.baseUrl()));
  }

  /// Runs a monitor until everything has ended and is in the rates.
  private static void judgeAll(
      Deployment deployment, Sample sample, SortedMap<FunnelStep, Long> expected) throws Exception {
    try (Monitor monitor = Monitor.start(deployment.config(), InstantSource.system())) {
      Path file = sample.write(folder.resolve(deployment.name() + ".jsonl"));
      Program replay = deployment.replay(file);
      assertThat(replay.out()).startsWith("published " + sample.rows().size() + " traces");

      Eventually.holds(
          () -> assertThat(anyOutcomeAsJudged(monitor.funnel().counts())).isEqualTo(expected));
      // The funnel counts what is not committed yet.
      Eventually.holds(() -> assertThat(deployment.evaluations()).hasSize(requested(expected)));
      Eventually.holds(
          () ->
              assertThat(Share.ofWindows(deployment.evalRates(), MINUTE))
                  .isEqualTo(Share.of(deployment.evaluations())));
    }
    WholeTopic.assertNothingOpen(
        deployment, Set.of(deployment.topics().evaluations(), deployment.topics().judgedTraces()));
  }

  private static int requested(SortedMap<FunnelStep, Long> funnel) {
    return funnel.entrySet().stream()
        .filter(step -> step.getKey().step().equals("requested"))
        .mapToInt(step -> Math.toIntExact(step.getValue()))
        .sum();
  }

  /// The funnel with one step for all outcomes of judgements.
  private static SortedMap<FunnelStep, Long> anyOutcomeAsJudged(
      SortedMap<FunnelStep, Long> funnel) {
    SortedMap<FunnelStep, Long> simple = new TreeMap<>();
    funnel.forEach(
        (step, count) ->
            simple.merge(
                OUTCOMES.contains(step.step())
                    ? new FunnelStep(step.app(), step.stage(), "judged")
                    : step,
                count,
                Long::sum));
    return simple;
  }

  private static void assertLabelOrExcuse(Evaluation evaluation, String label) {
    if (evaluation.getOutcome().equals("judged")) {
      assertThat(evaluation.getLabel()).isEqualTo(label);
    } else {
      assertThat(evaluation.getOutcome()).isIn("provider_error", "unparseable");
      assertThat(evaluation.getExplanation()).isNotBlank();
      assertThat(evaluation.getLabel()).isNull();
    }
  }

  /// Fails when a judgement has two evaluations.
  private static Map<Judgement, Evaluation> byJudgement(List<Evaluation> evaluations) {
    return evaluations.stream().collect(toMap(Judgement::of, Function.identity()));
  }

  private static Map<Judgement, String> labels(List<Evaluation> evaluations) {
    return evaluations.stream().collect(toMap(Judgement::of, Evaluation::getLabel));
  }

  /// Fails when a trace came out twice.
  private static Map<String, String> diagnoses(List<JudgedTrace> traces) {
    return traces.stream().collect(toMap(JudgedTrace::getTraceId, JudgedTrace::getDiagnosis));
  }

  private static EvalRate newest(List<EvalRate> rates, String app, String evaluator) {
    return rates.stream()
        .filter(rate -> rate.getWindowMs() == WEEK && rate.getDimension().equals("all"))
        .filter(rate -> rate.getApp().equals(app) && rate.getEvaluator().equals(evaluator))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }
}
