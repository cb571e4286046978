package io.evalstream.offline;

import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Flow;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Result;
import io.evalstream.async.Work;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.EvaluationWriter;
import io.evalstream.judgement.Heard;
import io.evalstream.judgement.JudgementPlan;
import io.evalstream.judgement.Nonces;
import io.evalstream.judgement.Question;
import io.evalstream.judgement.QuestionWriter;
import io.evalstream.judgement.TraceView;
import io.evalstream.state.JudgementRequest;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Judges the traces of a file as the monitor judges those of a topic: the same judgements with the
/// same ids, the same questions, the same evaluations. Every trace is judged, so the sampling
/// probability is 1.
public final class FileJudging implements AutoCloseable {

  private final Map<String, Double> always;
  private final JudgementPlan plan;
  private final EvaluationWriter writer;
  private final Nonces nonces = new Nonces();
  private final InstantSource clock;
  private final Consumer<Judged> results;
  private final CallLoop<Pending, Question, Heard> calls;

  /// A judgement and what it is about.
  private record Pending(JudgementRequest request, TraceRow row, TraceView view) {}

  /// @param evaluators ids of those that are asked
  /// @param limits how often a judge is asked again
  /// @param results hears each evaluation as it ends, on the thread that judges
  public FileJudging(
      Bench bench,
      Collection<String> evaluators,
      AsyncSettings limits,
      InstantSource clock,
      Consumer<Judged> results) {
    this.always =
        evaluators.stream().distinct().collect(Collectors.toMap(Function.identity(), id -> 1.0));
    this.plan = new JudgementPlan(bench.evaluators());
    this.writer = new EvaluationWriter(bench);
    this.clock = clock;
    this.results = results;
    List<Peer<Question, Heard>> judges =
        Set.copyOf(always.keySet()).stream().map(bench::judge).distinct().toList();
    QuestionWriter questions = new QuestionWriter(bench);
    this.calls = new CallLoop<>(judges, limits, new RowWork(bench, questions), clock, this::write);
  }

  /// How a pending judgement is put to its judge.
  private record RowWork(Bench bench, QuestionWriter questions)
      implements Work<String, Pending, Question, Heard> {

    @Override
    public String id(Pending pending) {
      return pending.request.getEvaluationId();
    }

    @Override
    public Peer<Question, Heard> peer(Pending pending) {
      return bench.judge(pending.request.getEvaluator());
    }

    @Override
    public Flow flow(String id, Pending pending) {
      return new Flow(pending.request.getApp(), pending.request.getEvaluator());
    }

    @Override
    public Prepared<Question, Heard> prepare(String id, Pending pending) {
      return questions.write(pending.request, pending.view);
    }
  }

  /// The judgements that a row gets.
  public List<JudgementRequest> plan(TraceRow row) {
    return plan.of(row.trace(always));
  }

  /// Puts judgements of a row to their judges; waits while enough are pending.
  public void judge(TraceRow row, List<JudgementRequest> requests)
      throws InterruptedException, UnusableJudgeException {
    TraceView view =
        new TraceView(row.event(), row.spans(), always, requests.size(), nonces.next());
    for (JudgementRequest request : requests) {
      calls.ask(new Pending(request, row, view));
    }
  }

  /// Waits until every judgement has ended.
  public void finish() throws InterruptedException, UnusableJudgeException {
    calls.finish();
  }

  private void write(Result<Pending, Heard> result) {
    Pending pending = result.request();
    Result<JudgementRequest, Heard> plain =
        new Result<>(
            pending.request,
            result.ending(),
            result.attempts(),
            result.admittedAt(),
            result.endedAt());
    results.accept(
        new Judged(pending.row, writer.write(plain, pending.row.event(), clock.instant())));
  }

  @Override
  public void close() {
    calls.close();
  }
}
