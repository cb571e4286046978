package io.evalstream.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Evaluation;
import io.evalstream.gate.GateAnswer.End;
import io.evalstream.http.Problem;
import io.evalstream.http.ProblemException;
import io.evalstream.judging.Diagnosis;
import io.evalstream.offline.TraceRow;
import io.evalstream.sampling.AppSampling;
import io.evalstream.state.JudgementRequest;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.FieldRules;
import io.evalstream.topic.MalformedJsonException;
import io.evalstream.topic.Rejection;
import io.evalstream.trace.Trace;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judges one trace of a request, and says what the policy of its app makes of the labels.
///
/// Every evaluator of the app is asked, whatever its sampling says. Nothing is published: the
/// evaluations are in no rate, no funnel and no budget.
record Evaluating(
    GateConfig config, Map<String, AppSampling> apps, TurnJudging judging, InstantSource clock) {

  /// What came of it.
  record Answer(GateAnswer gate, List<Evaluation> evaluations) {

    Answer {
      evaluations = List.copyOf(evaluations);
    }

    ObjectNode json() {
      ObjectNode json = GateJson.write(gate);
      json.put("diagnosis", Diagnosis.of(evaluations).wireName());
      ArrayNode array = json.putArray("evaluations");
      evaluations.forEach(evaluation -> array.add(AvroJson.write(evaluation)));
      return json;
    }
  }

  /// @param object a trace in the shape of a JSON Lines file
  /// @param wait null: as the policy says
  /// @param all false: only the evaluators that the policy names
  /// @throws ProblemException when it is not a trace of an app with a gate
  Answer judge(ObjectNode object, @Nullable Duration wait, boolean all)
      throws InterruptedException {
    TraceRow row = row(object);
    GatePolicy policy = policy(row.event().getApp());
    Trace trace = row.trace(probabilities(row.event().getApp(), policy, all));
    List<JudgementRequest> requests = judging.plan(trace);
    expectFew(requests.size());
    long began = System.nanoTime();
    List<Evaluation> evaluations =
        judging.judge(trace, requests, wait == null ? policy.patience() : wait);
    Duration waited = Duration.ofNanos(System.nanoTime() - began);
    return new Answer(answer(row, policy, evaluations, waited), evaluations);
  }

  private GateAnswer answer(
      TraceRow row, GatePolicy policy, List<Evaluation> evaluations, Duration waited) {
    TraceLabels labels =
        TraceLabels.NONE
            .with(evaluations.stream().map(GateLabel::of).toList())
            .completedWith(LabelBook.documents(row.spans()));
    return new GateAnswer(
        row.event().getTraceId(),
        row.event().getApp(),
        policy,
        policy.decide(labels, evaluator -> false),
        end(evaluations),
        waited,
        null);
  }

  private End end(List<Evaluation> evaluations) {
    if (judging.isStopping()) {
      return End.SHUTDOWN;
    }
    boolean late =
        evaluations.stream().anyMatch(evaluation -> evaluation.getOutcome().equals("expired"));
    return late ? End.TIME : End.DECISION;
  }

  private TraceRow row(ObjectNode object) {
    try {
      TraceRow row = TraceRow.of(object, UUID.randomUUID().toString(), clock.instant(), true);
      Optional<Rejection> broken = FieldRules.id("id", row.event().getTraceId());
      if (broken.isPresent()) {
        throw refused(broken.get().detail());
      }
      return row;
    } catch (MalformedJsonException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static ProblemException refused(String detail) {
    return Problem.of(
            HttpStatus.BAD_REQUEST,
            "the body must be a trace as in a JSON Lines file, with app, question and response: "
                + detail)
        .exception();
  }

  private GatePolicy policy(String app) {
    GatePolicy policy = config.policies().get(app);
    if (policy == null) {
      throw Problem.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "app must have a gate in the configuration; those are: "
                  + String.join(", ", config.policies().keySet().stream().sorted().toList()))
          .exception();
    }
    return policy;
  }

  private Map<String, Double> probabilities(String app, GatePolicy policy, boolean all) {
    AppSampling sampling = apps.get(app);
    Collection<String> asked =
        all && sampling != null
            ? sampling.evaluators().keySet()
            : policy.rules().stream().map(BlockRule::evaluator).toList();
    return asked.stream().collect(Collectors.toMap(Function.identity(), evaluator -> 1.0));
  }

  private void expectFew(int judgements) {
    int most = config.evaluate().maxJudgements();
    if (judgements > most) {
      throw Problem.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "a trace must need at most %d judgements (gate.evaluate.max_judgements), was %d: one for each evaluator, or for each of its documents"
                  .formatted(most, judgements))
          .exception();
    }
  }
}
