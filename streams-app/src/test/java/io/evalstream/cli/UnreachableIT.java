package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Monitor;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A monitor whose Kafka, registry or judge is not there: it says so and goes on trying.
class UnreachableIT {

  private static final String HEURISTIC =
      """
      apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
      judges: { default: { api: heuristic } }
      """;

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void noKafka_isToldInOneLineATry() throws Exception {
    String closed = "127.0.0.1:" + closedPort();
    Deployment deployment =
        new Deployment(closed, CLUSTER.get().registryUrl(), "no-kafka", folder, HEURISTIC);

    assertToldAndStops(
        deployment,
        "cannot reach Kafka at " + closed + ": is it running, is kafka.bootstrap.servers right?");
  }

  @Test
  void noRegistry_isToldInOneLineATry() throws Exception {
    String closed = "http://127.0.0.1:" + closedPort();
    Deployment deployment =
        new Deployment(CLUSTER.get().bootstrapServers(), closed, "no-registry", folder, HEURISTIC);

    assertToldAndStops(deployment, "schema registry " + closed + " does not answer");
  }

  /// One line for each of two tries and no other, then a clean end.
  private static void assertToldAndStops(Deployment deployment, String problem) throws Exception {
    try (MonitorProcess monitor = MonitorProcess.run(deployment)) {
      Eventually.holds(
          () -> assertThat(monitor.err()).filteredOn(line -> line.contains(problem)).hasSize(2));

      int exitCode = monitor.terminate();

      assertThat(exitCode).isZero();
      assertThat(monitor.out()).isEqualTo("evalstream stops\n");
      assertThat(monitor.err())
          .hasSizeBetween(2, 3)
          .allSatisfy(line -> assertThat(line).contains(problem));
    }
  }

  @Test
  void noJudge_endsJudgementsWithTheReasonAndKeepsTheMonitorUp() throws Exception {
    String closed = "http://127.0.0.1:" + closedPort() + "/v1";
    Sample sample = Sample.shipped().first(12);
    Deployment deployment =
        new Deployment(
            CLUSTER.get(),
            "no-judge",
            folder,
            """
            apps:
              - { id: docs-bot, evaluators: %1$s }
              - { id: support-bot, evaluators: %1$s }
            judges: { default: { api: openai, base_url: "%2$s", model: none } }
            judging: { max_attempts: 3, max_age: 6s, backoff: 100ms, longest_backoff: 1s }
            """
                .formatted(Sample.EVALUATORS, closed));
    int judgements = sample.labels().size();
    try (Monitor monitor = Monitor.start(deployment.config(), InstantSource.system())) {
      Eventually.holds(() -> assertThat(status(monitor, "ready")).isEqualTo(200));

      deployment.replay(sample.write(folder.resolve("12.jsonl")));

      Eventually.holds(() -> assertThat(monitor.boards().judging().pending()).isPositive());
      assertThat(status(monitor, "live")).isEqualTo(200);
      assertThat(status(monitor, "ready")).isEqualTo(200);
      Eventually.holds(() -> assertThat(deployment.evaluations()).hasSize(judgements));
      assertThat(status(monitor, "live")).isEqualTo(200);
      assertThat(status(monitor, "ready")).isEqualTo(200);
    }
    List<Evaluation> evaluations = deployment.evaluations();
    assertThat(evaluations.stream().map(Judgement::of))
        .containsExactlyInAnyOrderElementsOf(sample.labels().keySet());
    assertThat(evaluations)
        .allSatisfy(
            evaluation -> {
              assertThat(evaluation.getOutcome()).isIn("provider_error", "expired");
              assertThat(evaluation.getLabel()).isNull();
              assertThat(evaluation.getFailing()).isNull();
              // Those that came while the breaker was open were never tried.
              assertThat(evaluation.getExplanation())
                  .containsAnyOf("cannot connect to " + closed, "state of judge default: open");
            })
        .anySatisfy(
            evaluation ->
                assertThat(evaluation.getExplanation()).contains("cannot connect to " + closed));
    assertThat(deployment.judgedTraces().stream().map(JudgedTrace::getDiagnosis))
        .hasSize(12)
        .containsOnly("unknown");
  }

  private static int status(Monitor monitor, String health) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + monitor.port() + "/health/" + health);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
