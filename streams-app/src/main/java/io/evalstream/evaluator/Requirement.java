package io.evalstream.evaluator;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/// A field that an evaluator cannot do without, or several of which one is enough.
public record Requirement(List<Field> anyOf) {

  public Requirement {
    anyOf = List.copyOf(anyOf);
    if (anyOf.isEmpty()) {
      throw new IllegalArgumentException("a requirement names at least one field");
    }
  }

  /// A blank text counts as missing.
  boolean isMetBy(Map<Field, String> fields) {
    return anyOf.stream().anyMatch(field -> !fields.getOrDefault(field, "").isBlank());
  }

  /// `response`, or `reference_answer or documents`.
  @Override
  public String toString() {
    return anyOf.stream().map(Field::wireName).collect(joining(" or "));
  }
}
