package io.evalstream.judging;

import io.evalstream.async.Ending;
import io.evalstream.async.Result;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.judge.Outcome;
import io.evalstream.judgement.EvaluationWriter;
import io.evalstream.judgement.Heard;
import io.evalstream.judgement.JudgeMeters;
import io.evalstream.judgement.TraceView;
import io.evalstream.metric.Exemplars;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.JudgementRequest;
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
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns each ended judgement into its evaluation, and closes the trace with the last one. Forwards
/// [Evaluation]s, [io.evalstream.event.JudgedTrace]s and the observations of both.
final class EndProcessor
    extends ContextualProcessor<String, Result<JudgementRequest, Heard>, String, SpecificRecord> {

  private static final Logger LOG = LoggerFactory.getLogger(EndProcessor.class);

  private final EvaluationWriter writer;
  private final TraceObservations observations;
  private final InstantSource clock;
  private final Meters meters;
  private final FunnelBoard board;
  private @Nullable Task task;

  /// @param ended how many judgements of a trace have ended, for traces that have another one
  private record Task(
      TraceStore traces,
      TraceReader reader,
      Funnel funnel,
      SpendingStore spending,
      Map<String, Integer> ended) {}

  EndProcessor(
      EvaluationWriter writer,
      TraceObservations observations,
      InstantSource clock,
      Meters meters,
      FunnelBoard board) {
    this.writer = writer;
    this.observations = observations;
    this.clock = clock;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    super.init(context);
    TraceStore traces = new TraceStore(context.getStateStore(StoreNames.TRACES));
    task =
        new Task(
            traces,
            new TraceReader(traces, clock),
            FunnelStore.open(context, board),
            SpendingStore.open(context, clock),
            new HashMap<>());
  }

  @Override
  public void process(Record<String, Result<JudgementRequest, Heard>> record) {
    if (task == null) {
      throw new IllegalStateException("judging: used before init");
    }
    Optional<TraceView> trace = trace(task, record.key(), record.value().ending());
    if (trace.isEmpty()) {
      LOG.atError()
          .addKeyValue("traceId", record.key())
          .addKeyValue("evaluator", record.value().request().getEvaluator())
          .log("a judgement ended after its trace was gone; it is dropped");
      return;
    }
    Instant now = clock.instant();
    Evaluation evaluation = writer.write(record.value(), trace.get().event(), now);
    count(task, evaluation);
    context().forward(record.withValue(evaluation));
    context().forward(record.withValue(observations.of(evaluation, trace.get().event())));
    close(task, record, trace.get(), evaluation, now);
  }

  /// The trace comes along with a reply; otherwise it is read.
  private static Optional<TraceView> trace(Task task, String traceId, Ending<Heard> ending) {
    return ending instanceof Ending.Answered<Heard>(Heard heard) && heard.trace() != null
        ? Optional.of(heard.trace())
        : task.reader.read(traceId);
  }

  /// Keeps the evaluation, or sends the whole trace out when it is the last one.
  private void close(
      Task task, Record<String, ?> record, TraceView trace, Evaluation evaluation, Instant now) {
    String traceId = record.key();
    int earlier = earlier(task, traceId, trace);
    if (earlier + 1 < trace.judgements()) {
      task.traces.putEvaluation(traceId, earlier, evaluation);
      task.ended.put(traceId, earlier + 1);
      return;
    }
    ChatEvent event = trace.event();
    List<Evaluation> evaluations = new ArrayList<>(task.traces.evaluations(event, earlier));
    evaluations.add(evaluation);
    Diagnosis diagnosis = Diagnosis.of(evaluations);
    Exemplars.about(
        traceId, () -> meters.count(Metric.DIAGNOSIS, event.getApp(), diagnosis.wireName()));
    task.traces.delete(traceId, task.traces.index(traceId), earlier);
    task.ended.remove(traceId);
    context()
        .forward(
            record.withValue(
                JudgedTraceWriter.write(event, trace.spans(), evaluations, diagnosis, now)));
    observations
        .of(event, trace.spans(), trace.probabilities(), evaluations, diagnosis)
        .forEach(observation -> context().forward(record.withValue(observation)));
  }

  /// How many judgements of the trace have ended before.
  private static int earlier(Task task, String traceId, TraceView trace) {
    return trace.judgements() <= 1
        ? 0
        : task.ended.computeIfAbsent(traceId, task.traces::countEvaluations);
  }

  /// An end that may pass another time says nothing of what a judgement costs.
  private static void spend(Task task, Evaluation evaluation) {
    Double cost = evaluation.getCostUsd();
    boolean answered = !Outcome.named(evaluation.getOutcome()).map(Outcome::mayPass).orElse(false);
    if (cost != null || answered) {
      task.spending.answered(evaluation.getApp(), cost == null ? 0 : cost);
    }
  }

  private void count(Task task, Evaluation evaluation) {
    task.funnel.count(evaluation.getApp(), evaluation.getEvaluator(), evaluation.getOutcome());
    Exemplars.about(evaluation.getTraceId(), () -> measure(evaluation));
    JudgeMeters.count(meters, evaluation);
    spend(task, evaluation);
  }

  private void measure(Evaluation evaluation) {
    String label = evaluation.getLabel() == null ? "" : evaluation.getLabel();
    meters.count(
        Metric.EVALUATIONS,
        evaluation.getApp(),
        evaluation.getEvaluator(),
        label,
        evaluation.getOutcome());
    Duration lag = Duration.between(evaluation.getOccurredAt(), evaluation.getEvaluatedAt());
    meters.time(Metric.EVENT_LAG, lag.isNegative() ? Duration.ZERO : lag, evaluation.getApp());
  }
}
