package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Monitor;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.event.Feedback;
import io.evalstream.metric.FunnelStep;
import io.evalstream.topic.EventWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Labels of people through the whole pipeline and through a restart, against a judge that says
/// what the file says. In docs-bot the file has 44 faithful and 16 unfaithful answers. A reviewer
/// contradicts it in the first 5 of the former and the first 3 of the latter.
class AgreementIT {

  private static final String APP = "docs-bot";

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private final Sample sample = Sample.shipped();
  private final List<String> faithful = labelled("faithful");
  private final List<String> unfaithful = labelled("unfaithful");

  AgreementIT() throws Exception {}

  private List<String> labelled(String label) {
    Map<Judgement, String> labels = sample.labels();
    return sample.rows().stream()
        .filter(row -> row.path("app").asText().equals(APP))
        .map(row -> row.path("id").asText())
        .filter(id -> label.equals(labels.get(new Judgement(id, "faithfulness", null))))
        .toList();
  }

  @Test
  void matrix_isWhatWasSaid_throughARestart() throws Exception {
    try (JudgeStub judge = JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), Faults.NONE)) {
      Deployment deployment = deployment(judge);
      try (Monitor monitor = Monitor.start(deployment.config(), InstantSource.system());
          EventWriter writer = new EventWriter(deployment.clients(), deployment.topics())) {
        review(writer, 0);
        writer.flush();
        Eventually.holds(() -> assertThat(count(monitor, "waiting")).isEqualTo(30));
        replay(deployment, sample.first(60));
        Eventually.holds(() -> assertThat(count(monitor, "matched")).isPositive());
      }

      try (Monitor monitor = Monitor.start(deployment.config(), InstantSource.system());
          EventWriter writer = new EventWriter(deployment.clients(), deployment.topics())) {
        replay(deployment, new Sample(sample.rows().subList(60, sample.rows().size())));
        review(writer, 1);
        // Twice, and what nobody can use.
        review(writer, 0);
        writer.send(review(faithful.getFirst(), "dubious").build());
        writer.sendBytes(deployment.topics().feedback(), "k", "{\"app\":1}".getBytes(UTF_8));
        writer.send(review("no-such-trace", "faithful").build());
        writer.flush();

        Eventually.holds(() -> assertThat(count(monitor, "matched")).isEqualTo(60));
        Eventually.holds(() -> assertThat(count(monitor, "received")).isEqualTo(92));
        Eventually.holds(() -> assertThat(count(monitor, "duplicate")).isEqualTo(30));
        Eventually.holds(() -> assertThat(deployment.deadLetters()).hasSize(2));
        Eventually.holds(() -> assertThat(labels(monitor)).isEqualTo(60));
        // 92 = 31 rejected (30 duplicates and the label) + 60 matched + 1 waiting.
        assertThat(count(monitor, "rejected")).isEqualTo(31);
        assertThat(count(monitor, "waiting")).isEqualTo(1);
        assertThat(count(monitor, "unmatched")).isZero();
        assertMatrix(agreement(monitor).get(0));
      }
      assertThat(deployment.deadLetters())
          .extracting(
              letter -> new String(letter.headers().lastHeader("evalstream.reason").value(), UTF_8))
          .containsExactlyInAnyOrder("unknown_label", "invalid_json");
    }
  }

  /// po = (39 + 13) / 60; pe = (42 x 44 + 18 x 16) / 3600; kappa = (po - pe) / (1 - pe) = 0.672131.
  private static void assertMatrix(JsonNode agreement) {
    assertThat(agreement.path("classes")).hasToString("[\"faithful\",\"unfaithful\"]");
    assertThat(agreement.path("matrix")).hasToString("[[39,3],[5,13]]");
    assertThat(agreement.path("kappa").path("value").asDouble()).isCloseTo(0.672131, within(1e-6));
    assertThat(agreement.path("sensitivity").path("value").asDouble())
        .isCloseTo(13 / 18.0, within(1e-9));
    assertThat(agreement.path("specificity").path("value").asDouble())
        .isCloseTo(39 / 42.0, within(1e-9));
  }

  /// Every second label of the reviewer.
  private void review(EventWriter writer, int from) {
    IntStream.range(0, faithful.size())
        .filter(i -> i % 2 == from)
        .forEach(
            i -> writer.send(review(faithful.get(i), i < 5 ? "unfaithful" : "faithful").build()));
    IntStream.range(0, unfaithful.size())
        .filter(i -> i % 2 == from)
        .forEach(
            i ->
                writer.send(
                    review(unfaithful.get(i), i < 3 ? "faithful" : "unfaithful")
                        .setEvaluator("hallucination")
                        .build()));
  }

  private static Feedback.Builder review(String traceId, String label) {
    return Feedback.newBuilder()
        .setFeedbackId("f-" + traceId)
        .setTraceId(traceId)
        .setApp(APP)
        .setEvaluator("faithfulness")
        .setLabel(label)
        .setAnnotatorKind("human")
        .setReviewProbability(0.5)
        .setOccurredAt(Instant.now());
  }

  private static Deployment deployment(JudgeStub judge) {
    return new Deployment(
        CLUSTER.get(),
        "agreement",
        folder,
        """
        apps:
          - { id: docs-bot, evaluators: [ faithfulness ] }
          - { id: support-bot, evaluators: [ faithfulness ] }
        judges:
          default: { api: openai, base_url: "%s", model: stub, cache_entries: 0 }
        agreement: { remember: 7d }
        """
            .formatted(judge.baseUrl()));
  }

  private static void replay(Deployment deployment, Sample part) throws Exception {
    deployment.replay(part.write(folder.resolve(part.rows().size() + "-of-agreement.jsonl")));
  }

  private static long count(Monitor monitor, String step) {
    return monitor.funnel().count(new FunnelStep(APP, "feedback", step));
  }

  private static long labels(Monitor monitor) throws Exception {
    return agreement(monitor).path(0).path("labels").asLong();
  }

  private static JsonNode agreement(Monitor monitor) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + monitor.port() + "/api/v1/agreement");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new ObjectMapper()
          .readTree(
              client
                  .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                  .body())
          .path("items");
    }
  }
}
