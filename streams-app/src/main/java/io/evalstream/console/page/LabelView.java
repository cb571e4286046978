package io.evalstream.console.page;

import io.evalstream.evaluator.Label;

/// A label of an evaluator, as its definition has it.
///
/// @param aliases what it is called elsewhere; empty for none
record LabelView(Badge badge, String meaning, String aliases) {

  static LabelView of(Label label) {
    return new LabelView(
        Badge.of(label.name(), label.fails()), label.meaning(), String.join(", ", label.aliases()));
  }
}
