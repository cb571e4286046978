package io.evalstream.judging;

import io.evalstream.async.Flow;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Work;
import io.evalstream.judge.Outcome;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.Heard;
import io.evalstream.judgement.Question;
import io.evalstream.judgement.QuestionWriter;
import io.evalstream.state.JudgementRequest;

/// Turns a pending judgement into a question to its judge, with the texts from the traces store.
///
/// @param limit what may still be spent
record TraceWork(Bench bench, TraceReader traces, QuestionWriter questions, DailyLimit limit)
    implements Work<String, JudgementRequest, Question, Heard> {

  @Override
  public String id(JudgementRequest request) {
    return request.getEvaluationId();
  }

  @Override
  public Peer<Question, Heard> peer(JudgementRequest request) {
    return bench.judge(request.getEvaluator());
  }

  @Override
  public Flow flow(String traceId, JudgementRequest request) {
    return new Flow(request.getApp(), request.getEvaluator());
  }

  @Override
  public Prepared<Question, Heard> prepare(String traceId, JudgementRequest request) {
    if (limit.isSpent(request.getApp())) {
      return QuestionWriter.without(
          Outcome.OVER_BUDGET,
          "the part of apps.budget.usd_per_day that this partition has is spent for today",
          null);
    }
    return traces
        .read(traceId)
        .map(trace -> questions.write(request, trace))
        .orElseGet(() -> QuestionWriter.notEvaluable("the trace is no longer there", null));
  }
}
