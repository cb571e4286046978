package io.evalstream.export;

import com.google.protobuf.MessageLite;
import io.evalstream.event.JudgedTrace;
import io.evalstream.otlp.turn.TurnReader;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Puts the evaluations of judged traces into requests of a size that endpoints take.
///
/// @param config what is sent
/// @param version of the sender
/// @param codeJudges names of judges that ask no LLM
record Packing(ExportConfig config, String version, Set<String> codeJudges) {

  private static final String SCOPE = "io.evalstream";
  private static final int MOST_EVALUATIONS = 512;
  private static final int LARGEST = 1 << 20;

  Packing {
    codeJudges = Set.copyOf(codeJudges);
  }

  List<Shipment> pack(List<JudgedTrace> traces) {
    List<Finding> findings = traces.stream().flatMap(this::findings).toList();
    List<Shipment> shipments = new ArrayList<>();
    if (config.spans()) {
      shipments.addAll(pack(Signal.TRACES, findings, EvaluationSpan::write, this::spans));
    }
    if (config.events()) {
      shipments.addAll(pack(Signal.LOGS, findings, EvaluationEvent::write, this::events));
    }
    return List.copyOf(shipments);
  }

  private Stream<Finding> findings(JudgedTrace trace) {
    return trace.getEvaluations().stream()
        .map(
            evaluation ->
                Finding.of(
                    trace,
                    evaluation,
                    codeJudges.contains(evaluation.getJudge()),
                    config.explanations()));
  }

  private static <T extends MessageLite> List<Shipment> pack(
      Signal signal,
      List<Finding> findings,
      Function<Finding, T> write,
      Function<List<T>, MessageLite> request) {
    List<Shipment> shipments = new ArrayList<>();
    List<T> next = new ArrayList<>();
    int size = 0;
    for (Finding finding : findings) {
      T written = write.apply(finding);
      size += written.getSerializedSize();
      if (!next.isEmpty() && (size > LARGEST || next.size() == MOST_EVALUATIONS)) {
        shipments.add(shipment(signal, next, request));
        next.clear();
        size = written.getSerializedSize();
      }
      next.add(written);
    }
    if (!next.isEmpty()) {
      shipments.add(shipment(signal, next, request));
    }
    return shipments;
  }

  private static <T> Shipment shipment(
      Signal signal, List<T> parts, Function<List<T>, MessageLite> request) {
    return new Shipment(signal, parts.size(), request.apply(parts).toByteString());
  }

  private ExportTraceServiceRequest spans(List<Span> spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource())
                .addScopeSpans(ScopeSpans.newBuilder().setScope(scope()).addAllSpans(spans)))
        .build();
  }

  private ExportLogsServiceRequest events(List<LogRecord> events) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource())
                .addScopeLogs(ScopeLogs.newBuilder().setScope(scope()).addAllLogRecords(events)))
        .build();
  }

  private Resource resource() {
    Attributes attributes =
        new Attributes()
            .text("service.name", TurnReader.OWN_SERVICE)
            .text("service.version", version);
    config.resource().forEach(attributes::text);
    return Resource.newBuilder().addAllAttributes(attributes.all()).build();
  }

  private InstrumentationScope scope() {
    return InstrumentationScope.newBuilder().setName(SCOPE).setVersion(version).build();
  }
}
