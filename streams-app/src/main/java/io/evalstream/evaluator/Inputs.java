package io.evalstream.evaluator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The fields of a trace that an evaluator works on.
///
/// @param requires without these there is nothing to judge
/// @param reads what the judge gets to see, where the trace has it; holds every required field and
///   keeps the order of [Field]
public record Inputs(List<Requirement> requires, List<Field> reads) {

  public Inputs {
    requires = List.copyOf(requires);
    Set<Field> all = EnumSet.noneOf(Field.class);
    all.addAll(reads);
    requires.forEach(requirement -> all.addAll(requirement.anyOf()));
    reads = List.copyOf(all);
  }

  /// What an evaluator of this target needs and reads when its definition does not say.
  static Inputs usual(Target target) {
    return switch (target) {
      case RESPONSE -> needing(Field.RESPONSE, Field.QUESTION, Field.DOCUMENTS);
      case DOCUMENT -> needing(Field.DOCUMENT, Field.QUESTION);
      case RETRIEVAL -> needing(Field.DOCUMENTS, Field.QUESTION);
      case CONVERSATION -> needing(Field.RESPONSE, Field.QUESTION, Field.HISTORY);
      case TOOL_CALL -> needing(Field.TOOL_CALLS, Field.QUESTION, Field.AVAILABLE_TOOLS);
    };
  }

  private static Inputs needing(Field judged, Field... beside) {
    return new Inputs(List.of(new Requirement(List.of(judged))), List.of(beside));
  }
}
