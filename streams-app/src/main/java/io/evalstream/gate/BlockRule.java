package io.evalstream.gate;

import io.evalstream.gate.Reason.Finding;
import java.util.List;
import java.util.Set;

/// Labels of one evaluator that block an answer.
///
/// @param labels those that block
/// @param perDocument whether the evaluator looks at each document on its own
/// @param documents how many of them must have such a label; without meaning for other evaluators
public record BlockRule(
    String evaluator, Set<String> labels, boolean perDocument, Documents documents) {

  public BlockRule {
    labels = Set.copyOf(labels);
  }

  /// What is found in the labels of a trace, one reason for each label that counts.
  ///
  /// *How it works:* where one label is enough to decide, it decides as soon as it is there.
  /// Everything else needs all labels, and how many these are is known of documents only when all
  /// judgements of the trace have ended.
  ///
  /// @param neverAsked whether this trace cannot be sampled for the evaluator
  List<Reason> read(TraceLabels trace, boolean neverAsked) {
    List<GateLabel> labels = trace.of(evaluator);
    Finding decisive = documents == Documents.ANY ? Finding.BLOCKS : Finding.PASSES;
    List<Reason> deciding = those(labels, decisive);
    if (!deciding.isEmpty()) {
      return deciding;
    }
    if (labels.isEmpty() && (neverAsked || trace.isComplete())) {
      return List.of(Reason.without(evaluator, Finding.NOT_ASKED, whyNot(trace)));
    }
    if (!areAll(labels, trace)) {
      return List.of(Reason.without(evaluator, Finding.AWAITED, "no label yet"));
    }
    List<Reason> unlabelled = those(labels, Finding.NO_LABEL);
    return unlabelled.isEmpty()
        ? labels.stream().map(label -> Reason.of(finding(label), label)).toList()
        : unlabelled;
  }

  private List<Reason> those(List<GateLabel> labels, Finding wanted) {
    return labels.stream()
        .filter(label -> finding(label) == wanted)
        .map(label -> Reason.of(wanted, label))
        .toList();
  }

  private Finding finding(GateLabel label) {
    if (label.label() == null) {
      return Finding.NO_LABEL;
    }
    return labels.contains(label.label()) ? Finding.BLOCKS : Finding.PASSES;
  }

  private boolean areAll(List<GateLabel> labels, TraceLabels trace) {
    Integer retrieved = trace.documents();
    return perDocument ? retrieved != null && labels.size() >= retrieved : !labels.isEmpty();
  }

  private String whyNot(TraceLabels trace) {
    Integer retrieved = trace.documents();
    if (perDocument && retrieved != null && retrieved == 0) {
      return "the trace has no documents";
    }
    return "the trace is not sampled for this evaluator";
  }
}
