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
    List<Field> beside =
        switch (target) {
          case RESPONSE -> List.of(Field.QUESTION, Field.DOCUMENTS);
          case DOCUMENT, RETRIEVAL -> List.of(Field.QUESTION);
          case CONVERSATION -> List.of(Field.QUESTION, Field.HISTORY);
          case TOOL_CALL -> List.of(Field.QUESTION, Field.AVAILABLE_TOOLS);
        };
    return new Inputs(List.of(new Requirement(List.of(target.judged()))), beside);
  }
}
