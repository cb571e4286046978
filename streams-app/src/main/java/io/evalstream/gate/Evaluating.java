package io.evalstream.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Evaluation;
import io.evalstream.gate.Decision.Verdict;
import io.evalstream.gate.GateAnswer.End;
import io.evalstream.gate.TurnJudging.Judged;
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

  /// A trace that can be judged.
  record Asked(
      TraceRow row,
      GatePolicy policy,
      Trace trace,
      List<JudgementRequest> requests,
      Duration patience) {

    Asked {
      requests = List.copyOf(requests);
    }
  }

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

  /// Looks whether it can be judged. Nothing is waited for.
  ///
  /// @param object a trace in the shape of a JSON Lines file
  /// @param wait null: as the policy says
  /// @param all false: only the evaluators that the policy names
  /// @throws ProblemException when it is not a trace of an app with a gate
  Asked check(ObjectNode object, @Nullable Duration wait, boolean all) {
    TraceRow row = row(object);
    GatePolicy policy = policy(row.event().getApp());
    Trace trace = row.trace(probabilities(row.event().getApp(), policy, all));
    List<JudgementRequest> requests = judging.plan(trace);
    expectFew(requests.size());
    return new Asked(row, policy, trace, requests, wait == null ? policy.patience() : wait);
  }

  /// Judges, and waits for that.
  ///
  /// @return empty when as many turns have pending judgements as may
  Optional<Answer> judge(Asked asked) throws InterruptedException {
    long began = System.nanoTime();
    Optional<Judged> judged = judging.judge(asked.trace, asked.requests, asked.patience);
    Duration waited = Duration.ofNanos(System.nanoTime() - began);
    return judged.map(it -> new Answer(answer(asked, it, waited), it.evaluations()));
  }

  private static GateAnswer answer(Asked asked, Judged judged, Duration waited) {
    TraceLabels labels =
        TraceLabels.NONE
            .with(judged.evaluations().stream().map(GateLabel::of).toList())
            .completedWith(LabelBook.documents(asked.row.spans()));
    Decision decision = asked.policy.decide(labels, evaluator -> false);
    return new GateAnswer(
        asked.row.event().getTraceId(),
        asked.row.event().getApp(),
        asked.policy,
        decision,
        end(decision, judged),
        waited,
        null);
  }

  private static End end(Decision decision, Judged judged) {
    boolean late =
        judged.evaluations().stream()
            .anyMatch(evaluation -> evaluation.getOutcome().equals("expired"));
    if (decision.verdict() != Verdict.UNDECIDED || !late) {
      return End.DECISION;
    }
    return judged.cutShort() ? End.SHUTDOWN : End.TIME;
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
