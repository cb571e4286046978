package io.evalstream.judging;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Target;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.judge.Outcome;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.judgement.ObservationWriter;
import io.evalstream.state.Excerpt;
import io.evalstream.state.Observation;
import io.evalstream.state.Ranking;
import io.evalstream.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What rates and alerts are told of a trace: each evaluation as it comes, and at the end what they
/// say together.
///
/// *How it works:* an observation weighs one over the probability with which it was chosen. A
/// diagnosis is one when the trace was chosen for every evaluator that looks at such traces, with
/// the probability of that; else it would be a diagnosis of another kind, from fewer evaluations. A
/// retrieval needs the labels of one evaluator only and has its probability.
///
/// @param bench the evaluators and their judges
/// @param withExcerpts whether failing labels come with the beginnings of the texts
record TraceObservations(Bench bench, boolean withExcerpts) {

  Observation of(Evaluation evaluation, ChatEvent event) {
    Observation observation = ObservationWriter.of(evaluation);
    return withExcerpt(observation, event, evaluation.getExplanation());
  }

  /// What all evaluations of a trace say together.
  ///
  /// @param diagnosis of these evaluations
  List<Observation> of(
      ChatEvent event,
      List<RetrievalSpan> retrievals,
      Map<String, Double> probabilities,
      List<Evaluation> evaluations,
      Diagnosis diagnosis) {
    List<Observation> observations = new ArrayList<>();
    Double ofAll = probabilities.get(Trace.DIAGNOSIS);
    if (ofAll != null) {
      observations.add(withExcerpt(diagnosis(event, diagnosis, ofAll, evaluations), event, null));
    }
    if (!retrievals.isEmpty()) {
      for (Evaluator evaluator : bench.evaluators().all()) {
        Double probability = probabilities.get(evaluator.id());
        if (probability != null && evaluator.target() == Target.DOCUMENT) {
          observations.add(retrieval(event, retrievals, evaluator, probability, evaluations));
        }
      }
    }
    return observations;
  }

  /// What failed is known to have failed, whatever else is missing. That nothing failed is known
  /// only when everything that could be judged has a label.
  private static Observation diagnosis(
      ChatEvent event, Diagnosis diagnosis, double probability, List<Evaluation> evaluations) {
    boolean labelled = evaluations.stream().anyMatch(evaluation -> evaluation.getFailing() != null);
    boolean failing = labelled && diagnosis != Diagnosis.OK;
    String outcome = failing ? Outcome.JUDGED.wireName() : outcome(evaluations, labelled);
    boolean known = outcome.equals(Outcome.JUDGED.wireName());
    return about(event, Trace.DIAGNOSIS, probability)
        .setKind(ObservationKind.DIAGNOSIS)
        .setOutcome(outcome)
        .setLabel(known ? diagnosis.wireName() : null)
        .setFailing(known ? (Boolean) failing : null)
        .build();
  }

  /// Why a judgement has no label that could have had one; of several reasons the first by name.
  private static String outcome(List<Evaluation> evaluations, boolean labelled) {
    Outcome otherwise = labelled ? Outcome.JUDGED : Outcome.NOT_EVALUABLE;
    return evaluations.stream()
        .map(Evaluation::getOutcome)
        .filter(outcome -> !outcome.equals(Outcome.JUDGED.wireName()))
        .filter(outcome -> !outcome.equals(Outcome.NOT_EVALUABLE.wireName()))
        .sorted()
        .findFirst()
        .orElse(otherwise.wireName());
  }

  private Observation retrieval(
      ChatEvent event,
      List<RetrievalSpan> retrievals,
      Evaluator evaluator,
      double probability,
      List<Evaluation> evaluations) {
    Map<String, Boolean> relevant = relevant(evaluator.id(), evaluations);
    return about(event, evaluator.id(), probability)
        .setKind(ObservationKind.RETRIEVAL)
        .setEvaluatorVersion(bench.evaluators().version(evaluator))
        .setJudge(bench.judgeName(evaluator.id()))
        .setOutcome(Outcome.JUDGED.wireName())
        .setRankings(retrievals.stream().map(span -> ranking(span, relevant)).toList())
        .build();
  }

  private static Map<String, Boolean> relevant(String evaluator, List<Evaluation> evaluations) {
    Map<String, Boolean> relevant = new HashMap<>();
    for (Evaluation evaluation : evaluations) {
      if (evaluation.getEvaluator().equals(evaluator) && evaluation.getFailing() != null) {
        relevant.put(evaluation.getDocumentId(), !evaluation.getFailing());
      }
    }
    return relevant;
  }

  private static Ranking ranking(RetrievalSpan span, Map<String, Boolean> relevant) {
    List<Boolean> ranks =
        span.getDocuments().stream()
            .map(RetrievedDocument::getDocumentId)
            .takeWhile(relevant::containsKey)
            .map(relevant::get)
            .toList();
    return new Ranking(ranks, span.getDocuments().size());
  }

  private static Observation.Builder about(ChatEvent event, String evaluator, double probability) {
    return Observation.newBuilder()
        .setTraceId(event.getTraceId())
        .setApp(event.getApp())
        .setEvaluator(evaluator)
        .setModel(event.getModel())
        .setPromptVersion(event.getPromptVersion())
        .setAttributes(event.getAttributes())
        .setSamplingProbability(probability)
        .setOccurredAt(event.getOccurredAt());
  }

  private Observation withExcerpt(
      Observation observation, ChatEvent event, @Nullable String explanation) {
    if (!withExcerpts || !Boolean.TRUE.equals(observation.getFailing())) {
      return observation;
    }
    Excerpt excerpt = Beginnings.of(event.getQuestion(), event.getResponse(), explanation);
    return Observation.newBuilder(observation).setExcerpt(excerpt).build();
  }
}
