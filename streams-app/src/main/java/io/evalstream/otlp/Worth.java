package io.evalstream.otlp;

import java.util.Set;

/// Keeps spans that have to do with a model whole, and of others what the mapping looks for.
///
/// @param names attributes that the mapping looks for
public record Worth(Set<String> names) implements Keeping {

  public Worth {
    names = Set.copyOf(names);
  }

  public static Worth of(Mapping mapping) {
    return new Worth(mapping.all());
  }

  @Override
  public boolean isWhole(Span span) {
    return StepKind.of(span) != StepKind.OTHER;
  }

  @Override
  public boolean ofSpan(String attribute) {
    for (int dot = attribute.indexOf('.'); dot >= 0; dot = attribute.indexOf('.', dot + 1)) {
      if (names.contains(attribute.substring(0, dot))) {
        return true;
      }
    }
    return names.contains(attribute);
  }

  @Override
  public boolean ofResource(String attribute) {
    return names.contains(attribute);
  }
}
