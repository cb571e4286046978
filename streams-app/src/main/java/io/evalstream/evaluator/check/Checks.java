package io.evalstream.evaluator.check;

import io.evalstream.config.Nearest;
import io.evalstream.config.Section;
import java.util.Map;
import java.util.Optional;

/// Reads the check of a definition.
public final class Checks {

  private Checks() {}

  /// Reads `code`: a mapping with one kind, under which its parameters are. Empty when there is a
  /// problem, which has been told.
  public static Optional<Check> read(Section definition) {
    Map<String, Section> kinds = definition.named("code");
    if (kinds.size() != 1) {
      definition.problem(
          "code",
          "must hold one of " + String.join(", ", Kind.wireNames()),
          kinds.isEmpty() ? null : String.join(", ", kinds.keySet()));
      return Optional.empty();
    }
    Map.Entry<String, Section> only = kinds.entrySet().iterator().next();
    Optional<Check> check = Kind.named(only.getKey()).map(kind -> read(kind, only.getValue()));
    if (check.isEmpty()) {
      String hint =
          Nearest.to(only.getKey(), Kind.wireNames())
              .map(near -> ". Did you mean '" + near + "'?")
              .orElse("");
      definition.problem(
          "code",
          "must hold one of " + String.join(", ", Kind.wireNames()),
          "'" + only.getKey() + "'" + hint);
    }
    return check;
  }

  private static Check read(Kind kind, Section section) {
    return switch (kind) {
      case EXACT_MATCH -> ExactMatch.read(section);
      case REGEX -> RegexMatch.read(section);
      case JSON_VALID -> JsonValid.read(section);
      case CONTAINS_CITATION -> new ContainsCitation();
      case LENGTH -> TextLength.read(section);
    };
  }
}
