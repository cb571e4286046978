package io.evalstream.judging;

import io.evalstream.async.AsyncControl;
import io.evalstream.async.AsyncListener;
import io.evalstream.async.AsyncOperator;
import io.evalstream.async.Result;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.EvaluationWriter;
import io.evalstream.judgement.Heard;
import io.evalstream.judgement.JudgementPlan;
import io.evalstream.judgement.Question;
import io.evalstream.judgement.QuestionWriter;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.state.JudgeStanding;
import io.evalstream.state.JudgementRequest;
import io.evalstream.state.Observation;
import io.evalstream.topic.OneKind;
import io.evalstream.topic.SpendingStore;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TraceStore;
import java.time.InstantSource;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Whole traces in; evaluations and judged traces out. Each judgement ends in exactly one
/// evaluation; the trace goes out with the last one and is deleted from the state.
///
/// @param usdPerDay app to the US dollars that one task may spend in a day, for apps with a limit
/// @param withExcerpts whether observations of failing labels hold the beginnings of the texts
public record JudgingTopology(
    JudgingConfig config,
    Bench bench,
    Map<String, Double> usdPerDay,
    boolean withExcerpts,
    AsyncControl control,
    AsyncListener listener,
    InstantSource clock,
    Meters meters,
    FunnelBoard board) {

  /// @param evaluations keyed by trace id
  /// @param judgedTraces keyed by trace id
  /// @param observations what rates and alerts are told of both, keyed by trace id
  /// @param standings whether judges can be used, keyed by judge
  public record Output(
      KStream<String, Evaluation> evaluations,
      KStream<String, JudgedTrace> judgedTraces,
      KStream<String, Observation> observations,
      KStream<String, JudgeStanding> standings) {}

  public Output judge(KStream<String, io.evalstream.trace.Trace> traces) {
    JudgementPlan plan = new JudgementPlan(bench.evaluators());
    TraceObservations observations = new TraceObservations(bench, withExcerpts);
    KStream<String, Planned> planned =
        traces.process(
            () -> new PlanningProcessor(plan, observations, clock, meters, board),
            Named.as("plan"),
            StoreNames.TRACES,
            StoreNames.FUNNEL,
            StoreNames.SPENDING);
    KStream<String, JudgementRequest> requests =
        OneKind.of(planned, Planned.Judge.class, Planned.Judge::request, "requests");
    KStream<String, JudgedTrace> unjudged =
        OneKind.of(planned, Planned.Nothing.class, Planned.Nothing::trace, "unjudged");
    KStream<String, Observation> seen =
        OneKind.of(planned, Planned.Seen.class, Planned.Seen::observation, "seen");
    KStream<String, SpecificRecord> ended = end(judged(requests), observations);
    return new Output(
        OneKind.of(ended, Evaluation.class, "only-evaluations"),
        OneKind.of(ended, JudgedTrace.class, "only-judged-traces")
            .merge(unjudged, Named.as("done")),
        OneKind.of(ended, Observation.class, "only-observations").merge(seen, Named.as("observed")),
        requests.process(this::watch, Named.as("watch")));
  }

  private WatchProcessor watch() {
    return new WatchProcessor(bench.judges().keySet(), bench::standing, control::pending, clock);
  }

  private KStream<String, Result<JudgementRequest, Heard>> judged(
      KStream<String, JudgementRequest> requests) {
    QuestionWriter questions = new QuestionWriter(bench);
    AsyncOperator<String, JudgementRequest, Question, Heard> operator =
        new AsyncOperator<>(
            config.operator(),
            Serdes.String(),
            new StateSerde<>(JudgementRequest.class),
            context ->
                new TraceWork(
                    bench,
                    new TraceReader(
                        new TraceStore(context.getStateStore(StoreNames.TRACES)), clock),
                    questions,
                    new DailyLimit(usdPerDay, SpendingStore.open(context, clock))),
            control,
            listener);
    return requests.process(operator, Named.as("judge"), StoreNames.TRACES, StoreNames.SPENDING);
  }

  private KStream<String, SpecificRecord> end(
      KStream<String, Result<JudgementRequest, Heard>> results, TraceObservations observations) {
    EvaluationWriter writer = new EvaluationWriter(bench);
    return results.process(
        () -> new EndProcessor(writer, observations, clock, meters, board),
        Named.as("end"),
        StoreNames.TRACES,
        StoreNames.FUNNEL,
        StoreNames.SPENDING);
  }
}
