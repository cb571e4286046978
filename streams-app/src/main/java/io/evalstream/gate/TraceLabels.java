package io.evalstream.gate;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a trace: its labels so far, and whether all are in.
///
/// @param labels evaluation id to label, in the order in which they are told
/// @param documents how many different ones were retrieved; null while labels may still come
record TraceLabels(Map<String, GateLabel> labels, @Nullable Integer documents) {

  static final TraceLabels NONE = new TraceLabels(Map.of(), null);

  TraceLabels {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /// Whether everything that was asked of the trace has ended.
  boolean isComplete() {
    return documents != null;
  }

  /// The same judgement that ended again takes the place of the earlier one.
  TraceLabels with(Collection<GateLabel> more) {
    Map<String, GateLabel> all = new LinkedHashMap<>(labels);
    more.forEach(label -> all.put(label.evaluationId(), label));
    return new TraceLabels(all, documents);
  }

  /// These first, and then all others: the order does not tell which came first.
  TraceLabels ledBy(Collection<GateLabel> first) {
    return new TraceLabels(Map.of(), documents).with(first).with(labels.values()).with(first);
  }

  TraceLabels completedWith(int retrieved) {
    return new TraceLabels(labels, retrieved);
  }

  List<GateLabel> of(String evaluator) {
    return labels.values().stream().filter(label -> label.evaluator().equals(evaluator)).toList();
  }
}
