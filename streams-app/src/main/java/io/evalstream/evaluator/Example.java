package io.evalstream.evaluator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// A judgement that is shown to the judge as one to follow.
///
/// @param fields at least one judged text
/// @param label the right one
/// @param explanation why; empty when the definition gives none
public record Example(Map<Field, String> fields, String label, String explanation) {

  public Example {
    fields = Collections.unmodifiableMap(new EnumMap<>(fields));
    explanation = explanation.strip();
  }
}
