package io.evalstream.evaluator;

import io.evalstream.config.Section;
import io.evalstream.trace.TraceFilter;

/// Which of an app's sampled traces an evaluator looks at. It decides no judgement and is not part
/// of the version.
///
/// @param when only these
/// @param rate the share of these, in (0, 1]
public record Scope(TraceFilter when, double rate) {

  /// All of them.
  public static final Scope ALL = new Scope(TraceFilter.ALL, 1);

  /// Keys: `when`, as in sampling rules, and `rate` (default 1).
  static Scope read(Section section) {
    return new Scope(TraceFilter.read(section), section.share("rate", 1));
  }
}
