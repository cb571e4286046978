package io.evalstream.gate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one rule of a policy found.
///
/// @param label null where there is none to show
/// @param detail why there is no label; null where there is one
record Reason(
    String evaluator, Finding finding, @Nullable GateLabel label, @Nullable String detail) {

  /// What was found.
  enum Finding {
    /// A label that blocks.
    BLOCKS,
    /// A label that does not.
    PASSES,
    /// The judgement ended without a label.
    NO_LABEL,
    /// The evaluator was not, and will not be, asked about this trace.
    NOT_ASKED,
    /// A label that may still come.
    AWAITED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Reason of(Finding finding, GateLabel label) {
    return new Reason(label.evaluator(), finding, label, null);
  }

  static Reason without(String evaluator, Finding finding, String detail) {
    return new Reason(evaluator, finding, null, detail);
  }
}
