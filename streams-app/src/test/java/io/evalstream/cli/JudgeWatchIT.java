package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Monitor;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.devcluster.stub.Answerer;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.event.Alert;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A judge that changes its mind while no trace comes in.
class JudgeWatchIT {

  private static final String AGREEMENT = "evalstream_judge_agreement_ratio";

  @TempDir Path folder;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
  private final Mind mind = new Mind();
  private DevCluster cluster;
  private JudgeStub judge;
  private SlackStub slack;
  private Deployment deployment;

  /// Says what the file says, or the contrary.
  private static final class Mind implements Answerer {

    private final Answerer file = new LabelledFileAnswerer(Sample.FILE);
    private volatile boolean contrary;

    @Override
    public Verdict answer(String evaluator, List<String> labels, Map<String, String> blocks) {
      Verdict verdict = file.answer(evaluator, labels, blocks);
      return contrary
          ? new Verdict(
              labels.stream().filter(one -> !one.equals(verdict.label())).findFirst().orElseThrow(),
              "On second thoughts.")
          : verdict;
    }
  }

  @BeforeEach
  void start() {
    cluster = DevCluster.start(DevClusterOptions.ephemeral());
    judge = JudgeStub.start(0, mind, Faults.NONE);
    slack = SlackStub.start(0);
    deployment =
        new Deployment(
            cluster,
            "watch",
            folder,
            """
            apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
            judges: { default: { api: openai, base_url: "%s", model: stub } }
            judge_watch: { file: "%s", every: 1m }
            notify: { slack: { webhook_url: "%s" } }
            """
                .formatted(judge.baseUrl(), Sample.FILE, slack.webhookUrl()));
  }

  @AfterEach
  void stop() {
    slack.close();
    judge.close();
    cluster.close();
  }

  @Test
  void judgeThatChanges_isSeenAndToldOnce_throughARestart() throws Exception {
    try (Monitor monitor = Monitor.start(deployment.config(), clock)) {
      Eventually.holds(() -> assertThat(agreement(monitor)).isEqualTo(1));
      mind.contrary = true;
      ahead.set(Duration.ofMinutes(1));
      Eventually.holds(() -> assertThat(agreement(monitor)).isEqualTo(0));
      Eventually.holds(() -> assertThat(texts()).hasSize(1));
    }

    ahead.set(Duration.ofMinutes(2));
    try (Monitor monitor = Monitor.start(deployment.config(), clock)) {
      Eventually.holds(
          () -> {
            assertThat(judges(monitor).at("/0/agreement/0/rounds").asInt()).isEqualTo(3);
            assertThat(judges(monitor).at("/0/agreement/0/drifted").asBoolean()).isTrue();
          });
    }

    List<Alert> alerts = deployment.alerts();
    assertThat(alerts).extracting(Alert::getRule).containsExactly("judge-drift");
    assertThat(alerts).extracting(Alert::getState).containsExactly("firing");
    assertThat(texts()).hasSize(1).first().asString().contains("agrees with 0.0 % of 120");
    // Each round has asked anew, though the judge remembers labels for an hour.
    assertThat(judge.stats().total()).isEqualTo(3 * 120);
    assertThat(deployment.evaluations()).isEmpty();
  }

  private static double agreement(Monitor monitor) throws Exception {
    return get(monitor, "/metrics")
        .lines()
        .filter(line -> line.startsWith(AGREEMENT))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(-1);
  }

  private static JsonNode judges(Monitor monitor) throws Exception {
    JsonNode judges = new ObjectMapper().readTree(get(monitor, "/api/v1/judges")).path("items");
    return new ObjectMapper()
        .valueToTree(
            judges
                .valueStream()
                .filter(one -> one.path("judge").asText().equals("default"))
                .toList());
  }

  private static String get(Monitor monitor, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + monitor.port() + path);
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private List<String> texts() {
    return slack.messages().stream()
        .map((JsonNode message) -> message.path("text").asText())
        .toList();
  }
}
