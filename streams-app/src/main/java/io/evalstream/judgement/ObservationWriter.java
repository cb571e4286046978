package io.evalstream.judgement;

import io.evalstream.event.Evaluation;
import io.evalstream.state.Observation;

/// Takes from an evaluation what rates and alerts need.
///
/// Explanations, the largest part of an evaluation, stay behind.
public final class ObservationWriter {

  private ObservationWriter() {}

  public static Observation of(Evaluation evaluation) {
    return Observation.newBuilder()
        .setKind(ObservationKind.EVALUATION)
        .setTraceId(evaluation.getTraceId())
        .setApp(evaluation.getApp())
        .setEvaluator(evaluation.getEvaluator())
        .setEvaluatorVersion(evaluation.getEvaluatorVersion())
        .setJudge(evaluation.getJudge())
        .setOutcome(evaluation.getOutcome())
        .setLabel(evaluation.getLabel())
        .setFailing(evaluation.getFailing())
        .setModel(evaluation.getModel())
        .setPromptVersion(evaluation.getPromptVersion())
        .setAttributes(evaluation.getAttributes())
        .setSamplingProbability(evaluation.getSamplingProbability())
        .setOccurredAt(evaluation.getOccurredAt())
        .build();
  }
}
