package io.evalstream.gate;

import java.util.List;
import java.util.Locale;

/// What a policy says of what is known of a trace.
///
/// @param allowed whether the answer may be shown, after the fallbacks of the policy
/// @param isFinal whether no label that may still come changes it
/// @param reasons one or more for each rule of the policy
record Decision(Verdict verdict, boolean allowed, boolean isFinal, List<Reason> reasons) {

  /// What the labels say.
  enum Verdict {
    PASS,
    BLOCK,
    UNDECIDED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Decision {
    reasons = List.copyOf(reasons);
  }
}
