package io.evalstream.judging;

import io.evalstream.event.JudgedTrace;
import io.evalstream.judgement.JudgementPlan;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.JudgementRequest;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.SpendingStore;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TraceStore;
import io.evalstream.trace.Trace;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Requests the judgements of each trace, and remembers how many there are.
final class PlanningProcessor extends ContextualProcessor<String, Trace, String, Planned> {

  private final JudgementPlan plan;
  private final TraceObservations observations;
  private final InstantSource clock;
  private final Meters meters;
  private final FunnelBoard board;
  private @Nullable Task task;

  private record Task(TraceStore traces, Funnel funnel, SpendingStore spending) {}

  PlanningProcessor(
      JudgementPlan plan,
      TraceObservations observations,
      InstantSource clock,
      Meters meters,
      FunnelBoard board) {
    this.plan = plan;
    this.observations = observations;
    this.clock = clock;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Planned> context) {
    super.init(context);
    task =
        new Task(
            new TraceStore(context.getStateStore(StoreNames.TRACES)),
            FunnelStore.open(context, board),
            SpendingStore.open(context, clock));
  }

  @Override
  public void process(Record<String, Trace> record) {
    if (task == null) {
      throw new IllegalStateException("planning: used before init");
    }
    Trace trace = record.value();
    String traceId = trace.event().getTraceId();
    List<JudgementRequest> requests = plan.of(trace);
    task.spending.planned(trace.event().getApp(), trace.evaluators(), requests.size());
    if (requests.isEmpty()) {
      task.traces.delete(traceId, task.traces.index(traceId), 0);
      passUnjudged(record);
      return;
    }
    task.traces.putRequested(traceId, requests.size());
    for (JudgementRequest request : requests) {
      task.funnel.count(trace.event().getApp(), request.getEvaluator(), "requested");
      context().forward(record.withValue(new Planned.Judge(request)));
    }
  }

  private void passUnjudged(Record<String, Trace> record) {
    Trace trace = record.value();
    Diagnosis diagnosis = Diagnosis.of(List.of());
    meters.count(Metric.DIAGNOSIS, trace.event().getApp(), diagnosis.wireName());
    JudgedTrace unjudged =
        JudgedTraceWriter.write(
            trace.event(), trace.retrievals(), List.of(), diagnosis, clock.instant());
    context().forward(record.withValue(new Planned.Nothing(unjudged)));
    observations
        .of(trace.event(), trace.retrievals(), trace.probabilities(), List.of(), diagnosis)
        .forEach(seen -> context().forward(record.withValue(new Planned.Seen(seen))));
  }
}
