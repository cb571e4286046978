package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.JudgeBench;
import io.evalstream.app.Monitor;
import io.evalstream.app.MonitorConfig;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.EvalRate;
import io.evalstream.metric.Meters;
import io.evalstream.offline.EvalResult;
import io.evalstream.offline.FileJudging;
import io.evalstream.offline.RowFile;
import io.evalstream.stats.RateEstimate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The same file through a monitor and through `eval`: the same judgements, labels and rates.
class ParityIT {

  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final List<String> EVALUATORS =
      List.of("faithfulness", "correctness", "document_relevance");

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void heuristicJudge_saysTheSameOnlineAndOffline() throws Exception {
    assertParity(deployment("heuristic", "{ api: heuristic }"));
  }

  @Test
  void judgeOverHttp_saysTheSameOnlineAndOffline() throws Exception {
    try (JudgeStub judge = JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), Faults.NONE)) {
      assertParity(
          deployment(
              "http", "{ api: openai, base_url: \"%s\", model: stub }".formatted(judge.baseUrl())));
    }
  }

  private static Deployment deployment(String name, String judge) {
    return new Deployment(
        CLUSTER.get(),
        name,
        folder,
        """
        apps:
          - { id: docs-bot, evaluators: %1$s }
          - { id: support-bot, evaluators: %1$s }
        judges: { default: %2$s }
        rates: { windows: [ 1m, 7d ] }
        """
            .formatted(EVALUATORS, judge));
  }

  private static void assertParity(Deployment deployment) throws Exception {
    Sample sample = Sample.shipped();
    online(deployment, sample);
    Map<String, String> online = new HashMap<>();
    deployment
        .evaluations()
        .forEach(one -> online.put(one.getEvaluationId(), one.getOutcome() + " " + one.getLabel()));

    Path out = folder.resolve(deployment.name() + "-out.jsonl");
    Program eval =
        Program.run(
            "eval",
            Sample.FILE,
            "--evaluators",
            String.join(",", EVALUATORS),
            "--config",
            deployment.file(),
            "--out",
            out);

    assertThat(eval.exitCode()).as(eval.err()).isZero();
    assertThat(labels(out)).isEqualTo(online).hasSize(551);
    for (String app : List.of("docs-bot", "support-bot")) {
      Path rows =
          new Sample(
                  sample.rows().stream()
                      .filter(row -> row.path("app").asText().equals(app))
                      .toList())
              .write(folder.resolve(app + ".jsonl"));
      assertThat(offlineRates(deployment, rows)).isEqualTo(onlineRates(deployment, app));
    }
  }

  private static void online(Deployment deployment, Sample sample) throws Exception {
    try (Monitor monitor = Monitor.start(deployment.config(), InstantSource.system())) {
      deployment.replay(Sample.FILE);
      Eventually.holds(() -> assertThat(monitor.funnel().counts()).isEqualTo(sample.funnel()));
      // The funnel counts what is not committed yet.
      Eventually.holds(() -> assertThat(deployment.evaluations()).hasSize(sample.labels().size()));
      Eventually.holds(
          () ->
              assertThat(Share.ofWindows(deployment.evalRates(), WEEK))
                  .isEqualTo(Share.of(deployment.evaluations())));
    }
  }

  private static Map<String, String> labels(Path out) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Map<String, String> labels = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode one = json.readTree(line);
      labels.put(
          one.path("evaluation_id").asText(),
          one.path("outcome").asText() + " " + one.path("label").asText());
    }
    return labels;
  }

  /// What a rate says, every digit of it.
  private record Rate(long judged, Double rate, double low, double high, double effectiveN) {}

  private static Map<String, Rate> onlineRates(Deployment deployment, String app) {
    Map<String, Rate> rates = new TreeMap<>();
    for (EvalRate rate : deployment.evalRates()) {
      if (rate.getApp().equals(app)
          && EVALUATORS.contains(rate.getEvaluator())
          && rate.getWindowMs() == WEEK
          && rate.getDimension().equals("all")) {
        rates.put(
            rate.getEvaluator(),
            new Rate(
                rate.getJudged(),
                rate.getRate(),
                rate.getLow(),
                rate.getHigh(),
                rate.getEffectiveN()));
      }
    }
    return rates;
  }

  private static Map<String, Rate> offlineRates(Deployment deployment, Path rows) throws Exception {
    MonitorConfig config = deployment.config();
    List<Evaluator> evaluators =
        EVALUATORS.stream().map(id -> config.evaluators().find(id).orElseThrow()).toList();
    EvalResult result = new EvalResult(evaluators);
    try (JudgeBench judges =
            new JudgeBench(
                config.judges(),
                config.evaluators(),
                new Meters(new SimpleMeterRegistry()),
                InstantSource.system(),
                () -> 1);
        FileJudging judging =
            new FileJudging(
                judges.bench(),
                EVALUATORS,
                config.judging().operator(),
                InstantSource.system(),
                result::add)) {
      new RowFile(rows)
          .<Exception>visit(true, Long.MAX_VALUE, row -> judging.judge(row, judging.plan(row)));
      judging.finish();
    }
    Map<String, Rate> rates = new TreeMap<>();
    result
        .evaluators()
        .forEach(
            one -> {
              RateEstimate rate = one.rate();
              rates.put(
                  one.evaluator().id(),
                  new Rate(rate.n(), rate.rate(), rate.low(), rate.high(), rate.effectiveN()));
            });
    return rates;
  }
}
