package io.evalstream.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.event.Evaluation;
import io.evalstream.metric.FunnelStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A noisy app with a long backlog before a slow judge, and a quiet one that comes later: the quiet
/// one is not behind the backlog, also when the backlog was taken over from a monitor that was
/// killed.
class FairTurnsIT {

  private static final String NOISY = "docs-bot";
  private static final String QUIET = "support-bot";
  private static final List<String> EVALUATORS =
      List.of("faithfulness", "correctness", "document_relevance");

  @TempDir private Path folder;

  @Test
  void quietApp_isJudgedWhileTheNoisyOneWaits() throws Exception {
    Sample shipped = Sample.shipped();
    Sample noisy = ofApp(shipped, NOISY).copies(3);
    Sample quiet = ofApp(shipped, QUIET).first(6);
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.ephemeral());
        JudgeStub judge =
            JudgeStub.start(
                0, new LabelledFileAnswerer(Sample.FILE), Faults.slow(Duration.ofMillis(60)))) {
      Deployment deployment = deployment(cluster, judge);

      try (MonitorProcess first = MonitorProcess.run(deployment)) {
        Eventually.holds(() -> assertThat(first.get("/health/ready").statusCode()).isEqualTo(200));
        publish(deployment, noisy, "noisy");
        Eventually.holds(
            () -> assertThat(count(first, NOISY, "requested")).isEqualTo(noisy.labels().size()));
        first.kill();
      }
      try (MonitorProcess second = MonitorProcess.run(deployment)) {
        Eventually.holds(() -> assertThat(count(second, NOISY, "judged")).isPositive());
        publish(deployment, quiet, "quiet");
        Eventually.holds(
            () -> assertThat(count(second, QUIET, "judged")).isEqualTo(quiet.labels().size()));
        long noisyJudged = count(second, NOISY, "judged");

        assertThat(noisyJudged)
            .as("judged of %d when the quiet app was done", noisy.labels().size())
            .isLessThan(noisy.labels().size() * 3L / 4);
        Eventually.holds(
            () -> assertThat(count(second, NOISY, "judged")).isEqualTo(noisy.labels().size()));
        assertThat(second.terminate()).isZero();
      }

      Map<Judgement, String> expected = noisy.labels();
      expected.putAll(quiet.labels());
      // Fails when a key is there twice.
      assertThat(
              deployment.evaluations().stream().collect(toMap(Judgement::of, Evaluation::getLabel)))
          .isEqualTo(expected);
    }
  }

  private static Sample ofApp(Sample sample, String app) {
    return new Sample(
        sample.rows().stream().filter(row -> row.path("app").asText().equals(app)).toList());
  }

  private Deployment deployment(DevCluster cluster, JudgeStub judge) {
    return new Deployment(
        cluster,
        "fair",
        folder,
        """
        apps:
          - { id: docs-bot, evaluators: %1$s }
          - { id: support-bot, evaluators: %1$s }
        judges:
          default: { api: openai, base_url: "%2$s", model: stub, max_in_flight: 6, cache_entries: 0 }
        judging: { relief_after: 3m }
        """
            .formatted(Sample.EVALUATORS, judge.baseUrl()));
  }

  private void publish(Deployment deployment, Sample sample, String name) throws Exception {
    deployment.replay(sample.write(folder.resolve(name + ".jsonl")));
  }

  private static long count(MonitorProcess monitor, String app, String step) throws Exception {
    Map<FunnelStep, Long> funnel = monitor.funnel();
    return EVALUATORS.stream()
        .mapToLong(evaluator -> funnel.getOrDefault(new FunnelStep(app, evaluator, step), 0L))
        .sum();
  }
}
