package io.evalstream.judging;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.topic.TraceSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the record of a trace whose judgements have ended, so that it fits a topic with default
/// settings.
///
/// Where it would be too large, its evaluations go without explanations and attributes, and as many
/// as fit. Each evaluation is also a record of its own, and that one is whole.
final class JudgedTraceWriter {

  private static final long LARGEST = 950_000;

  private JudgedTraceWriter() {}

  static JudgedTrace write(
      ChatEvent event,
      List<RetrievalSpan> retrievals,
      List<Evaluation> evaluations,
      Diagnosis diagnosis,
      Instant now) {
    JudgedTrace whole =
        new JudgedTrace(
            event.getTraceId(),
            event.getApp(),
            event.getOccurredAt(),
            event,
            retrievals,
            evaluations,
            diagnosis.wireName(),
            now);
    return TraceSize.of(whole) <= LARGEST ? whole : cut(whole);
  }

  private static JudgedTrace cut(JudgedTrace whole) {
    JudgedTrace bare = JudgedTrace.newBuilder(whole).setEvaluations(List.of()).build();
    long room = LARGEST - TraceSize.of(bare);
    List<Evaluation> kept = new ArrayList<>();
    for (Evaluation evaluation : whole.getEvaluations()) {
      Evaluation brief =
          Evaluation.newBuilder(evaluation).setExplanation(null).setAttributes(Map.of()).build();
      room -= TraceSize.of(brief);
      if (room >= 0) {
        kept.add(brief);
      }
    }
    return JudgedTrace.newBuilder(bare).setEvaluations(kept).build();
  }
}
