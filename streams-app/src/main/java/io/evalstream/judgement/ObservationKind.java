package io.evalstream.judgement;

/// The kinds of [io.evalstream.state.Observation], as they are written.
public final class ObservationKind {

  /// How one judgement ended.
  public static final String EVALUATION = "evaluation";

  /// What the evaluations of a trace say together.
  public static final String DIAGNOSIS = "diagnosis";

  /// How the retrievals of a trace ranked, by the labels of their documents.
  public static final String RETRIEVAL = "retrieval";

  /// Chat events that could have been judged.
  public static final String TRAFFIC = "traffic";

  private ObservationKind() {}
}
