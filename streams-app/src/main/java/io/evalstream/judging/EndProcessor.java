package io.evalstream.judging;

import io.evalstream.async.Result;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.judge.JudgeReply;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.JudgementRequest;
import io.evalstream.state.TraceIndex;
import io.evalstream.state.TracePart;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.SpendingStore;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TraceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns each ended judgement into its evaluation, and closes the trace with the last one. Forwards
/// [Evaluation]s and [JudgedTrace]s.
final class EndProcessor
    extends ContextualProcessor<
        String, Result<JudgementRequest, JudgeReply>, String, SpecificRecord> {

  private static final Logger LOG = LoggerFactory.getLogger(EndProcessor.class);

  private final EvaluationWriter writer;
  private final InstantSource clock;
  private final Meters meters;
  private final FunnelBoard board;
  private @Nullable Task task;

  /// @param ended how many judgements of a trace have ended, for traces that have another one
  private record Task(
      TraceStore traces, Funnel funnel, SpendingStore spending, Map<String, Integer> ended) {}

  EndProcessor(EvaluationWriter writer, InstantSource clock, Meters meters, FunnelBoard board) {
    this.writer = writer;
    this.clock = clock;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    super.init(context);
    task =
        new Task(
            new TraceStore(context.getStateStore(StoreNames.TRACES)),
            FunnelStore.open(context, board),
            SpendingStore.open(context, clock),
            new HashMap<>());
  }

  @Override
  public void process(Record<String, Result<JudgementRequest, JudgeReply>> record) {
    if (task == null) {
      throw new IllegalStateException("judging: used before init");
    }
    String traceId = record.key();
    TracePart stored = task.traces.event(traceId);
    if (stored == null || !(stored.getPart() instanceof ChatEvent event)) {
      LOG.atError()
          .addKeyValue("traceId", traceId)
          .addKeyValue("evaluator", record.value().request().getEvaluator())
          .log("a judgement ended after its trace was gone; it is dropped");
      return;
    }
    Instant now = clock.instant();
    Evaluation evaluation = writer.write(record.value(), event, now);
    count(task, evaluation);
    context().forward(record.withValue(evaluation));
    close(task, record, event, evaluation, now);
  }

  /// Keeps the evaluation, or sends the whole trace out when it is the last one.
  private void close(
      Task task, Record<String, ?> record, ChatEvent event, Evaluation evaluation, Instant now) {
    String traceId = event.getTraceId();
    TraceIndex index = task.traces.index(traceId);
    int earlier = earlier(task, traceId, index);
    if (earlier + 1 < index.getJudgements()) {
      task.traces.putEvaluation(traceId, earlier, evaluation);
      task.ended.put(traceId, earlier + 1);
      return;
    }
    List<Evaluation> evaluations = new ArrayList<>(task.traces.evaluations(event, earlier));
    evaluations.add(evaluation);
    JudgedTrace judged =
        JudgedTraceWriter.write(event, task.traces.spans(traceId, index), evaluations, now);
    meters.count(Metric.DIAGNOSIS, event.getApp(), judged.getDiagnosis());
    task.traces.delete(traceId, index, earlier);
    task.ended.remove(traceId);
    context().forward(record.withValue(judged));
  }

  /// How many judgements of the trace have ended before.
  private static int earlier(Task task, String traceId, TraceIndex index) {
    return index.getJudgements() <= 1
        ? 0
        : task.ended.computeIfAbsent(traceId, task.traces::countEvaluations);
  }

  private void count(Task task, Evaluation evaluation) {
    task.funnel.count(evaluation.getApp(), evaluation.getEvaluator(), evaluation.getOutcome());
    String label = evaluation.getLabel() == null ? "" : evaluation.getLabel();
    meters.count(
        Metric.EVALUATIONS,
        evaluation.getApp(),
        evaluation.getEvaluator(),
        label,
        evaluation.getOutcome());
    Duration lag = Duration.between(evaluation.getOccurredAt(), evaluation.getEvaluatedAt());
    meters.time(Metric.EVENT_LAG, lag.isNegative() ? Duration.ZERO : lag, evaluation.getApp());
    if (evaluation.getInputTokens() != null) {
      meters.add(Metric.JUDGE_TOKENS, evaluation.getInputTokens(), evaluation.getJudge(), "input");
    }
    if (evaluation.getOutputTokens() != null) {
      meters.add(
          Metric.JUDGE_TOKENS, evaluation.getOutputTokens(), evaluation.getJudge(), "output");
    }
    if (evaluation.getCostUsd() != null) {
      meters.add(Metric.JUDGE_COST, evaluation.getCostUsd(), evaluation.getJudge());
      task.spending.add(evaluation.getApp(), evaluation.getCostUsd());
    }
  }
}
