package io.evalstream.console.page;

import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import java.util.List;

/// The labels that people gave a trace; it loads itself again when something has come in.
///
/// @param address of this part of the page
/// @param json address of the whole trace
record LabelsView(String address, String json, List<PersonLabel> labels) {

  LabelsView {
    labels = List.copyOf(labels);
  }

  static LabelsView of(JudgedTrace trace, List<Feedback> feedback, EvaluatorLibrary evaluators) {
    return new LabelsView(
        PageAddress.labels(trace.getTraceId()),
        PageAddress.json(trace.getTraceId()),
        PersonLabel.of(feedback, trace, evaluators));
  }

  boolean isEmpty() {
    return labels.isEmpty();
  }
}
