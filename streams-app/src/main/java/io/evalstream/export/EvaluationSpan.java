package io.evalstream.export;

import io.evalstream.event.Evaluation;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/// Writes an evaluation as a span of OpenInference that carries feedback about another one [1].
///
/// The span is in the trace of the judged one, has one link to it, and hangs below it, so that a
/// trace keeps its one root. The link alone says what is judged. Where the judged span is not known
/// there is neither. The status stays unset even without a label: an error here would be shown as
/// one of the application.
///
/// [1] https://github.com/Arize-ai/openinference/blob/main/spec/annotations_and_evaluations.md
final class EvaluationSpan {

  private static final String PREFIX = "evaluations.0.evaluation.";

  private EvaluationSpan() {}

  static Span write(Finding finding) {
    JudgedSpan judged = finding.judged();
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(judged.traceId())
            .setSpanId(JudgedSpan.ownId(finding.evaluation()))
            .setName(finding.evaluation().getEvaluator() + " evaluation")
            .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
            .setStartTimeUnixNano(finding.startNanos())
            .setEndTimeUnixNano(finding.endNanos())
            .addAllAttributes(attributes(finding));
    if (judged.spanId() != null) {
      span.setParentSpanId(judged.spanId())
          .addLinks(Span.Link.newBuilder().setTraceId(judged.traceId()).setSpanId(judged.spanId()));
    }
    return span.build();
  }

  private static List<KeyValue> attributes(Finding finding) {
    Evaluation evaluation = finding.evaluation();
    return new Attributes()
        .text("openinference.span.kind", "EVALUATOR")
        .text(PREFIX + "name", evaluation.getEvaluator())
        .text(PREFIX + "label", evaluation.getLabel())
        .number(PREFIX + "score", finding.score())
        .text(PREFIX + "explanation", finding.explanation())
        .text(PREFIX + "annotator_kind", finding.annotatorKind())
        .text(PREFIX + "identifier", evaluation.getEvaluationId())
        .text(PREFIX + "metadata", finding.metadata())
        .text("error.type", finding.error())
        .all();
  }
}
