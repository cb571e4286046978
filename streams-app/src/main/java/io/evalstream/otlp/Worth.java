package io.evalstream.otlp;

import java.util.Set;

/// What of a span is worth carrying on: all of one that has to do with a model, and of others what
/// the mapping looks for.
///
/// @param names attributes that the mapping looks for
public record Worth(Set<String> names) {

  public Worth {
    names = Set.copyOf(names);
  }

  public static Worth of(Mapping mapping) {
    return new Worth(mapping.all());
  }

  /// Whether the span is kept as it is. Of others only some attributes are.
  public boolean isWhole(Span span) {
    return StepKind.of(span) != StepKind.OTHER;
  }

  /// Whether an attribute of a span that is not kept whole is.
  public boolean ofSpan(String attribute) {
    for (int dot = attribute.indexOf('.'); dot >= 0; dot = attribute.indexOf('.', dot + 1)) {
      if (names.contains(attribute.substring(0, dot))) {
        return true;
      }
    }
    return names.contains(attribute);
  }

  /// Whether an attribute of what sent the span is kept.
  public boolean ofResource(String attribute) {
    return names.contains(attribute);
  }
}
