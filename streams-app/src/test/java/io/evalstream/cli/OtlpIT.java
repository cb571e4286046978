package io.evalstream.cli;

import static io.evalstream.app.OtlpRecords.json;
import static io.evalstream.app.OtlpRecords.proto;
import static io.evalstream.app.OtlpRecords.sentBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Monitor;
import io.evalstream.app.StartUp;
import io.evalstream.app.TurnSpans;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.metric.FunnelStep;
import io.evalstream.offline.RowFile;
import io.evalstream.offline.TraceRow;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.EventWriter;
import io.evalstream.topic.TopicNames;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The same conversations as Avro, as JSON and as spans of OpenTelemetry in both encodings, while
/// the monitor is killed and another one goes on.
class OtlpIT {

  private static final int ROWS = 30;
  private static final List<String> KINDS = List.of("avro", "json", "otlp_proto", "otlp_json");

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private final Deployment deployment =
      new Deployment(
          CLUSTER.get(),
          "otlp",
          folder,
          """
          apps:
            - { id: docs-bot, evaluators: [ faithfulness, document_relevance, toxicity ] }
            - { id: support-bot, evaluators: [ faithfulness, document_relevance, toxicity ] }
          judges: { default: { api: heuristic } }
          otlp: { grace: 6s, idle: 30s }
          """);

  @Test
  void sameConversations_haveTheSameEvaluations_throughAKill() throws Exception {
    List<TraceRow> rows = rows();
    new StartUp(deployment.config().kafka()).await();
    try (MonitorProcess killed = MonitorProcess.run(deployment)) {
      publishEvents(rows);
      publishSpans(rows);
      Eventually.holds(() -> assertThat(sum(killed.funnel(), "otlp_span", "waiting")).isPositive());
      killed.kill();
    }
    try (Monitor monitor = Monitor.start(deployment.config(), InstantSource.system())) {
      Eventually.holds(() -> assertThat(deployment.judgedTraces()).hasSize(ROWS * KINDS.size()));
      Map<FunnelStep, Long> funnel = monitor.funnel().counts();
      assertThat(sum(funnel, "otlp_trace", "turns")).isEqualTo(2 * ROWS);
      assertThat(sum(funnel, "otlp_span", "duplicate")).isPositive();
      assertThat(sum(funnel, "otlp_span", "waiting")).isZero();
      assertThat(sum(funnel, "chat_event", "received")).isEqualTo(ROWS * KINDS.size());
    }

    assertThat(deployment.deadLetters()).isEmpty();
    Map<String, Set<String>> said = said(deployment.evaluations());
    for (int row = 0; row < ROWS; row++) {
      Set<String> asAvro = said.get(traceId("avro", row));
      assertThat(asAvro).hasSizeGreaterThan(2);
      for (String kind : KINDS) {
        assertThat(said.get(traceId(kind, row))).as(kind).isEqualTo(asAvro);
      }
    }
  }

  private static List<TraceRow> rows() throws Exception {
    List<TraceRow> rows = new ArrayList<>();
    new RowFile(Sample.FILE).visit(false, ROWS, rows::add);
    return rows;
  }

  /// A trace of its own for each kind and row.
  private static String traceId(String kind, int row) {
    return "%016x%016x".formatted(KINDS.indexOf(kind) + 1, row + 1);
  }

  private static ChatEvent event(TraceRow row, String traceId) {
    return ChatEvent.newBuilder(row.event()).setTraceId(traceId).build();
  }

  private static RetrievalSpan span(RetrievalSpan span, String traceId) {
    return RetrievalSpan.newBuilder(span).setTraceId(traceId).build();
  }

  private static TurnSpans turn(TraceRow row, String traceId) {
    return new TurnSpans(event(row, traceId), row.spans());
  }

  private void publishEvents(List<TraceRow> rows) {
    try (EventWriter events = new EventWriter(deployment.clients(), deployment.topics())) {
      for (int i = 0; i < ROWS; i++) {
        TraceRow row = rows.get(i);
        String avro = traceId("avro", i);
        events.send(event(row, avro));
        row.spans().forEach(span -> events.send(span(span, avro)));
        String json = traceId("json", i);
        events.sendBytes(deployment.topics().chatEvents(), json, AvroJson.bytes(event(row, json)));
        row.spans()
            .forEach(
                span ->
                    events.sendBytes(
                        deployment.topics().retrievalSpans(),
                        json,
                        AvroJson.bytes(span(span, json))));
      }
      events.flush();
    }
  }

  /// Without keys, in any order: single spans in Protobuf, some of them twice, and records in JSON
  /// that hold two traces each.
  private void publishSpans(List<TraceRow> rows) throws Exception {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      TurnSpans turn = turn(rows.get(i), traceId("otlp_proto", i));
      for (Span one : turn.spans()) {
        records.add(proto(List.of(sentBy(turn.event().getApp(), List.of(one)))));
      }
    }
    records.addAll(List.copyOf(records.subList(0, ROWS)));
    for (int i = 0; i < ROWS; i += 2) {
      TurnSpans first = turn(rows.get(i), traceId("otlp_json", i));
      TurnSpans second = turn(rows.get(i + 1), traceId("otlp_json", i + 1));
      records.add(json(List.of(first.sent(), second.sent())));
    }
    Collections.shuffle(records, new Random(3));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.copyOf(deployment.clients()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] record : records) {
        producer.send(new ProducerRecord<>(TopicNames.DEFAULT_OTLP_SPANS, record)).get();
      }
    }
  }

  /// Over all apps.
  private static long sum(Map<FunnelStep, Long> funnel, String stage, String step) {
    return funnel.entrySet().stream()
        .filter(count -> count.getKey().stage().equals(stage))
        .filter(count -> count.getKey().step().equals(step))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static Map<String, Set<String>> said(List<Evaluation> evaluations) {
    Map<String, Set<String>> said = new HashMap<>();
    for (Evaluation one : evaluations) {
      said.computeIfAbsent(one.getTraceId(), id -> new TreeSet<>())
          .add(
              String.join(
                  " | ",
                  one.getApp(),
                  one.getEvaluator(),
                  String.valueOf(one.getDocumentId()),
                  String.valueOf(one.getDocumentRank()),
                  one.getOutcome(),
                  String.valueOf(one.getLabel()),
                  String.valueOf(one.getExplanation()),
                  String.valueOf(one.getModel()),
                  String.valueOf(one.getPromptVersion())));
    }
    return said;
  }
}
