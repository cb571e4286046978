package io.evalstream.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A monitor that is told to stop in the middle of its work, and started again: what comes out is
/// what an undisturbed one makes of the labelled sample. The module bench kills monitors.
class StopIT {

  private static final Duration LATENCY = Duration.ofMillis(300);
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void toldToStop_endsItsCallsAndLosesNothing() throws Exception {
    Sample sample = Sample.shipped();
    int judgements = sample.labels().size();
    try (JudgeStub judge = judge()) {
      Deployment deployment = deployment("stopped", judge);
      Path file = sample.write(folder.resolve("stopped.jsonl"));

      try (MonitorProcess first = MonitorProcess.run(deployment)) {
        Eventually.holds(() -> assertThat(first.get("/health/ready").statusCode()).isEqualTo(200));
        CompletableFuture<Program> replay = replay(deployment, file);
        awaitCalls(judge, judgements / 3);

        int exitCode = first.terminate();

        assertThat(exitCode).isZero();
        assertThat(first.out()).endsWith("evalstream stops\n");
        assertThat(first.err()).noneMatch(line -> line.contains(" ERROR "));
        assertThat(replay.get().exitCode()).as(replay.get().err()).isZero();
      }
      try (MonitorProcess second = MonitorProcess.run(deployment)) {
        Eventually.holds(() -> assertThat(second.funnel()).isEqualTo(sample.funnel()));
        awaitRates(deployment, sample);
        assertThat(second.terminate()).isZero();
      }

      assertUndisturbed(deployment, sample);
      report("one clean stop", judge, judgements);
      assertThat(judge.stats().total()).as("a clean stop repeats no call").isEqualTo(judgements);
    }
  }

  private static JudgeStub judge() {
    return JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), Faults.slow(LATENCY));
  }

  private static Deployment deployment(String name, JudgeStub judge) {
    return new Deployment(
        CLUSTER.get(),
        name,
        folder,
        """
        apps:
          - { id: docs-bot, evaluators: %1$s }
          - { id: support-bot, evaluators: %1$s }
        judges:
          default: { api: openai, base_url: "%2$s", model: stub, max_in_flight: 64, cache_entries: 0 }
        """
            .formatted(Sample.EVALUATORS, judge.baseUrl()));
  }

  private static CompletableFuture<Program> replay(Deployment deployment, Path file)
      throws IOException {
    Path config = deployment.file();
    return CompletableFuture.supplyAsync(
        () -> Program.run("replay", file, "--rate", 60, "--config", config));
  }

  private static void awaitCalls(JudgeStub judge, int calls) throws Exception {
    Eventually.holds(() -> assertThat(judge.stats().total()).isGreaterThanOrEqualTo(calls));
  }

  /// The rates are published once a second while there is something new.
  private static void awaitRates(Deployment deployment, Sample sample) throws Exception {
    Eventually.holds(
        () ->
            assertThat(Share.ofWindows(deployment.evalRates(), MINUTE)).isEqualTo(sample.shares()));
  }

  private static void assertUndisturbed(Deployment deployment, Sample sample) {
    WholeTopic.assertNothingOpen(
        deployment, Set.of(deployment.topics().evaluations(), deployment.topics().judgedTraces()));
    // Both fail when a key is there twice.
    assertThat(
            deployment.evaluations().stream().collect(toMap(Judgement::of, Evaluation::getLabel)))
        .isEqualTo(sample.labels());
    assertThat(
            deployment.judgedTraces().stream()
                .collect(toMap(JudgedTrace::getTraceId, JudgedTrace::getDiagnosis)))
        .isEqualTo(sample.diagnoses());
    assertThat(deployment.deadLetters()).isEmpty();
  }

  private static void report(String what, JudgeStub judge, int judgements) {
    System.out.printf(
        "%s: %d judgements, %d calls repeated%n",
        what, judgements, judge.stats().total() - judgements);
  }
}
