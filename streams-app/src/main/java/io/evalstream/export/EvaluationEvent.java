package io.evalstream.export;

import io.evalstream.event.Evaluation;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.List;

/// Writes an evaluation as the event `gen_ai.evaluation.result` of OpenTelemetry [1]: a log record
/// in the context of the judged span.
///
/// [1]
/// https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-events.md
final class EvaluationEvent {

  private static final String NAME = "gen_ai.evaluation.result";
  private static final String PREFIX = "gen_ai.evaluation.";

  private EvaluationEvent() {}

  static LogRecord write(Finding finding) {
    JudgedSpan judged = finding.judged();
    LogRecord.Builder event =
        LogRecord.newBuilder()
            .setEventName(NAME)
            .setTimeUnixNano(finding.endNanos())
            .setObservedTimeUnixNano(finding.endNanos())
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
            .setTraceId(judged.traceId())
            .addAllAttributes(attributes(finding));
    if (judged.spanId() != null) {
      event.setSpanId(judged.spanId());
    }
    return event.build();
  }

  private static List<KeyValue> attributes(Finding finding) {
    Evaluation evaluation = finding.evaluation();
    return new Attributes()
        .text(PREFIX + "name", evaluation.getEvaluator())
        .text(PREFIX + "score.label", evaluation.getLabel())
        .number(PREFIX + "score.value", finding.score())
        .text(PREFIX + "explanation", finding.explanation())
        .text("error.type", finding.error())
        .text("gen_ai.response.id", finding.responseId())
        .text("evalstream.annotator_kind", finding.annotatorKind())
        .text("evalstream.evaluation_id", evaluation.getEvaluationId())
        .text("evalstream.metadata", finding.metadata())
        .all();
  }
}
