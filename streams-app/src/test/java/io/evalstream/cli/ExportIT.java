package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Monitor;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.devcluster.stub.OtlpStub;
import io.evalstream.event.Evaluation;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Evaluations on their way to a collector that is not always there.
class ExportIT {

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private final OtlpStub collector = OtlpStub.start(0);
  private final JudgeStub judge =
      JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), Faults.NONE);

  @AfterEach
  void stop() {
    judge.close();
    collector.close();
  }

  @Test
  void outageAndRestart_loseNothingAndDisturbNothing() throws Exception {
    Sample sample = Sample.shipped().first(40);
    Deployment deployment = deployment("export");
    collector.setAway(true);

    try (Monitor monitor = Monitor.start(deployment.config(), InstantSource.system())) {
      deployment.replay(sample.write(folder.resolve("first.jsonl")));
      Eventually.holds(
          () -> assertThat(monitor.funnel().counts()).as("judged").isEqualTo(sample.funnel()));
      Eventually.holds(() -> assertThat(collector.requests()).isPositive());
      Eventually.holds(
          () -> assertThat(metric(monitor, "evalstream_export_lag_records")).isPositive());
      assertThat(collector.spans()).isEmpty();
    }
    collector.setAway(false);
    collector.failNext(1, 429);
    collector.resetNext(1);
    try (Monitor monitor = Monitor.start(deployment.config(), InstantSource.system())) {
      List<String> expected =
          deployment.evaluations().stream().map(Evaluation::getEvaluationId).sorted().toList();
      assertThat(expected).hasSameSizeAs(sample.labels().entrySet());
      Eventually.holds(
          () -> assertThat(spans().map(ExportIT::id).distinct().sorted()).isEqualTo(expected));
      Eventually.holds(
          () -> assertThat(events().map(ExportIT::id).distinct().sorted()).isEqualTo(expected));
      Eventually.holds(() -> assertThat(metric(monitor, "evalstream_export_lag_records")).isZero());
      Eventually.holds(
          () ->
              assertThat(metric(monitor, "evalstream_exported_total{signal=\"logs\"}"))
                  .isEqualTo(expected.size()));
      assertThat(spans().map(Span::getSpanId).distinct()).hasSameSizeAs(expected);
      Eventually.holds(() -> assertThat(monitor.funnel().counts()).isEqualTo(sample.funnel()));
    }
    assertThat(collector.authorizations()).containsOnly("Bearer token");
    assertThat(deployment.deadLetters()).isEmpty();
  }

  private Deployment deployment(String name) {
    return new Deployment(
        CLUSTER.get(),
        name,
        folder,
        """
        apps:
          - { id: docs-bot, evaluators: %1$s }
          - { id: support-bot, evaluators: %1$s }
        judges:
          default: { api: openai, base_url: "%2$s", model: stub, cache_entries: 0 }
        otlp_export: { endpoint: "%3$s", headers: { Authorization: Bearer token } }
        """
            .formatted(Sample.EVALUATORS, judge.baseUrl(), collector.url()));
  }

  private Stream<Span> spans() {
    return collector.spans().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream());
  }

  private Stream<LogRecord> events() {
    return collector.logs().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream());
  }

  private static String id(Span span) {
    return value(span.getAttributesList(), "evaluations.0.evaluation.identifier");
  }

  private static String id(LogRecord event) {
    return value(event.getAttributesList(), "evalstream.evaluation_id");
  }

  private static String value(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElseThrow();
  }

  /// The sum of the series that begin so.
  private static double metric(Monitor monitor, String name) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + monitor.port() + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }
}
