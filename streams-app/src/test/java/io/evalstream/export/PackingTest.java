package io.evalstream.export;

import static io.evalstream.export.JudgedTraces.FIRST_RETRIEVAL;
import static io.evalstream.export.JudgedTraces.ROOT;
import static io.evalstream.export.JudgedTraces.SECOND_RETRIEVAL;
import static io.evalstream.export.JudgedTraces.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Expected values are those of the conventions: OpenInference, "Annotations and Evaluations", and
/// OpenTelemetry, "Event: gen_ai.evaluation.result".
class PackingTest {

  private static final String METADATA =
      "{\"app\":\"docs-bot\",\"trace_id\":\"80f198ee56343ba864fe8b2a57d3eff7\","
          + "\"evaluator_version\":\"v1\",\"target\":\"response\",\"outcome\":\"judged\","
          + "\"judge\":\"default\",\"judge_model\":\"gpt-5-mini\",\"disputed\":false,"
          + "\"sampling_probability\":0.5}";

  private static final long END = Instant.parse("2026-01-31T12:00:05Z").getEpochSecond();

  @Test
  void evaluation_isACarrierSpanWithOneLink() {
    Span span = span(JudgedTraces.of(JudgedTraces.unfaithful().build()));

    assertThat(hex(span.getTraceId())).isEqualTo(TRACE);
    // printf 'evalstream\x1fspan\x1fabc\x1f' | sha256sum
    assertThat(hex(span.getSpanId())).isEqualTo("5c73955b72e1f34c");
    assertThat(span.getLinksList()).hasSize(1);
    assertThat(hex(span.getLinks(0).getTraceId())).isEqualTo(TRACE);
    assertThat(hex(span.getLinks(0).getSpanId())).isEqualTo(ROOT);
    assertThat(hex(span.getParentSpanId())).isEqualTo(ROOT);
    assertThat(span.getName()).isEqualTo("faithfulness evaluation");
    assertThat(span.getStartTimeUnixNano()).isEqualTo(END * 1_000_000_000 - 1_500_000_000);
    assertThat(span.getEndTimeUnixNano()).isEqualTo(END * 1_000_000_000);
    assertThat(span.hasStatus()).isFalse();
    assertThat(attributes(span.getAttributesList()))
        .isEqualTo(
            Map.of(
                "openinference.span.kind", "EVALUATOR",
                "evaluations.0.evaluation.name", "faithfulness",
                "evaluations.0.evaluation.label", "unfaithful",
                "evaluations.0.evaluation.score", 0.0,
                "evaluations.0.evaluation.explanation", "No document says so.",
                "evaluations.0.evaluation.annotator_kind", "LLM",
                "evaluations.0.evaluation.identifier", "abc",
                "evaluations.0.evaluation.metadata", METADATA));
  }

  @Test
  void evaluation_isAnEventInTheContextOfTheJudgedSpan() {
    LogRecord event =
        event(
            JudgedTraces.of(
                TRACE,
                Map.of("otel.span_id", ROOT, "gen_ai.response.id", "chatcmpl-1"),
                JudgedTraces.unfaithful().build()));

    assertThat(event.getEventName()).isEqualTo("gen_ai.evaluation.result");
    assertThat(hex(event.getTraceId())).isEqualTo(TRACE);
    assertThat(hex(event.getSpanId())).isEqualTo(ROOT);
    assertThat(event.getTimeUnixNano()).isEqualTo(END * 1_000_000_000);
    assertThat(attributes(event.getAttributesList()))
        .isEqualTo(
            Map.of(
                "gen_ai.evaluation.name", "faithfulness",
                "gen_ai.evaluation.score.label", "unfaithful",
                "gen_ai.evaluation.score.value", 0.0,
                "gen_ai.evaluation.explanation", "No document says so.",
                "gen_ai.response.id", "chatcmpl-1",
                "evalstream.annotator_kind", "LLM",
                "evalstream.evaluation_id", "abc",
                "evalstream.metadata", METADATA));
  }

  @Test
  void passingLabel_scoresOne() {
    Evaluation passing = JudgedTraces.unfaithful().setLabel("faithful").setFailing(false).build();

    assertThat(attributes(span(JudgedTraces.of(passing)).getAttributesList()))
        .containsEntry("evaluations.0.evaluation.score", 1.0);
  }

  @Test
  void noLabel_isAnErrorTypeAndNoErrorOfTheSpan() {
    JudgedTrace trace = JudgedTraces.of(JudgedTraces.expired().build());

    Map<String, Object> ofSpan = attributes(span(trace).getAttributesList());
    Map<String, Object> ofEvent = attributes(event(trace).getAttributesList());

    assertThat(ofSpan)
        .containsEntry("error.type", "expired")
        .containsEntry("evaluations.0.evaluation.explanation", "no label: expired")
        .doesNotContainKeys("evaluations.0.evaluation.label", "evaluations.0.evaluation.score");
    assertThat(ofEvent)
        .containsEntry("error.type", "expired")
        .doesNotContainKeys("gen_ai.evaluation.score.label", "gen_ai.evaluation.score.value");
    assertThat(span(trace).hasStatus()).isFalse();
  }

  @Test
  void document_belongsToTheRetrievalThatFoundItFirst() {
    assertThat(hex(link(JudgedTraces.ofDocument("d2").build()))).isEqualTo(FIRST_RETRIEVAL);
    assertThat(hex(link(JudgedTraces.ofDocument("d3").build()))).isEqualTo(SECOND_RETRIEVAL);
    assertThat(hex(link(JudgedTraces.ofDocument("gone").build()))).isEqualTo(ROOT);
  }

  @Test
  void unknownSpan_leavesTheTraceAlone() {
    JudgedTrace trace =
        JudgedTraces.of(
            TRACE.toUpperCase(Locale.ROOT),
            Map.of("otel.span_id", "0000000000000000"),
            JudgedTraces.unfaithful().build());

    assertThat(hex(span(trace).getTraceId())).isEqualTo(TRACE);
    assertThat(span(trace).getLinksList()).isEmpty();
    assertThat(span(trace).getParentSpanId()).isEmpty();
    assertThat(hex(event(trace).getTraceId())).isEqualTo(TRACE);
    assertThat(event(trace).getSpanId()).isEmpty();
  }

  @Test
  void otherTraceId_becomesAHashThatAllOfTheTurnShare() {
    JudgedTrace trace =
        JudgedTraces.of(
            "turn-7", Map.of("otel.span_id", ROOT), JudgedTraces.ofDocument("d1").build());

    // printf 'evalstream\x1ftrace\x1fturn-7\x1f' | sha256sum
    assertThat(hex(span(trace).getTraceId())).isEqualTo("96e5fc9818550b3f6d3a3291b26fbbdf");
    assertThat(event(trace).getTraceId()).isEqualTo(span(trace).getTraceId());
    assertThat(span(trace).getLinksList()).isEmpty();
  }

  @Test
  void judgeThatIsCode_isSaidToBe() {
    Evaluation coded = JudgedTraces.unfaithful().setJudge("code").build();

    assertThat(attributes(span(JudgedTraces.of(coded)).getAttributesList()))
        .containsEntry("evaluations.0.evaluation.annotator_kind", "CODE");
  }

  @Test
  void explanationsLeftOut_sayNothingOfTheTexts() {
    Packing packing = packing(true, true, false);

    List<Shipment> shipments =
        packing.pack(List.of(JudgedTraces.of(JudgedTraces.unfaithful().build())));

    assertThat(shipments)
        .hasSize(2)
        .noneMatch(shipment -> shipment.body().toStringUtf8().contains("No document says so."));
  }

  @Test
  void sender_isSaidInTheResource() throws Exception {
    Shipment shipment =
        packing(true, false, true)
            .pack(List.of(JudgedTraces.of(JudgedTraces.unfaithful().build())))
            .getFirst();

    var resource = ExportTraceServiceRequest.parseFrom(shipment.body()).getResourceSpans(0);

    assertThat(attributes(resource.getResource().getAttributesList()))
        .isEqualTo(
            Map.of(
                "service.name", "evalstream",
                "service.version", "1.2.3",
                "openinference.project.name", "docs"));
    assertThat(resource.getScopeSpans(0).getScope().getName()).isEqualTo("io.evalstream");
  }

  @Test
  void manyEvaluations_areSeveralRequests() {
    List<JudgedTrace> traces = new ArrayList<>();
    for (int i = 0; i < 1_025; i++) {
      traces.add(JudgedTraces.of(JudgedTraces.unfaithful().setEvaluationId("e" + i).build()));
    }

    List<Shipment> shipments = packing(true, false, true).pack(traces);

    // 1025 = 2 x 512 + 1
    assertThat(shipments).extracting(Shipment::count).containsExactly(512, 512, 1);
  }

  @Test
  void largeEvaluations_areSeveralRequests() {
    Evaluation large = JudgedTraces.unfaithful().setExplanation("x".repeat(400_000)).build();

    List<Shipment> shipments =
        packing(true, true, true).pack(List.of(JudgedTraces.of(large, large, large)));

    // Two of 400 kB fit into 1 MiB, and three do not.
    assertThat(shipments).extracting(Shipment::count).containsExactly(2, 1, 2, 1);
    assertThat(shipments)
        .extracting(Shipment::signal)
        .containsExactly(Signal.TRACES, Signal.TRACES, Signal.LOGS, Signal.LOGS);
  }

  @Test
  void traceWithoutEvaluations_isNoRequest() {
    assertThat(packing(true, true, true).pack(List.of(JudgedTraces.of()))).isEmpty();
  }

  private static Packing packing(boolean spans, boolean events, boolean explanations) {
    return new Packing(
        new ExportConfig(
            URI.create("http://localhost:4318"),
            Map.of(),
            spans,
            events,
            explanations,
            Map.of("openinference.project.name", "docs"),
            Duration.ofSeconds(10)),
        "1.2.3",
        Set.of("code"));
  }

  private static ByteString link(Evaluation evaluation) {
    return span(JudgedTraces.of(evaluation)).getLinks(0).getSpanId();
  }

  private static Span span(JudgedTrace trace) {
    try {
      return ExportTraceServiceRequest.parseFrom(body(packing(true, false, true), trace))
          .getResourceSpans(0)
          .getScopeSpans(0)
          .getSpans(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static LogRecord event(JudgedTrace trace) {
    try {
      return ExportLogsServiceRequest.parseFrom(body(packing(false, true, true), trace))
          .getResourceLogs(0)
          .getScopeLogs(0)
          .getLogRecords(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteString body(Packing packing, JudgedTrace trace) {
    return packing.pack(List.of(trace)).getFirst().body();
  }

  /// Texts and doubles, as they are.
  private static Map<String, Object> attributes(List<KeyValue> attributes) {
    Map<String, Object> map = new HashMap<>();
    for (KeyValue attribute : attributes) {
      AnyValue value = attribute.getValue();
      map.put(
          attribute.getKey(),
          value.hasDoubleValue() ? (Object) value.getDoubleValue() : value.getStringValue());
    }
    return map;
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
