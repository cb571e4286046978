package io.evalstream.evaluator;

import io.evalstream.config.Section;
import io.evalstream.evaluator.check.Check;
import io.evalstream.evaluator.check.Checks;
import io.evalstream.evaluator.check.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A definition with `code`: a check finds the label, and no judge is asked.
///
/// Only `id` and `code` are required. `question` and `labels`, one that passes and one that fails,
/// are those of the kind of check unless they are given. What is judged is the text of the target.
final class CodedDefinition {

  private static final List<String> FOR_JUDGES =
      List.of("guidance", "requires", "reads", "template", "examples", "judge");

  private CodedDefinition() {}

  static Evaluator read(Section section, boolean custom) {
    FOR_JUDGES.stream()
        .filter(section::has)
        .forEach(
            key -> section.problem(key, "must not stand beside code: no judge is asked", null));
    Target target = section.oneOf("target", Target.CHOICES, Target.RESPONSE);
    Optional<Check> check = Checks.read(section);
    Kind kind = check.map(Check::kind).orElse(Kind.REGEX);
    String question = section.string("question", kind.question());
    return new Evaluator(
        Definition.id(section),
        section.strings("aliases"),
        section.string("description", question),
        target,
        Definition.direction(section),
        inputs(target, kind),
        new Rubric(question.isBlank() ? Definition.STAND_IN : question, "", labels(section, kind)),
        check.<Method>map(Method.Coded::new).orElseGet(Method.Asked::plainly),
        Scope.read(section),
        custom);
  }

  private static Inputs inputs(Target target, Kind kind) {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement(List.of(target.judged())));
    Field.named(kind.beside()).ifPresent(beside -> needed.add(new Requirement(List.of(beside))));
    return new Inputs(needed, List.of());
  }

  private static List<Label> labels(Section section, Kind kind) {
    if (!section.has("labels")) {
      return List.of(
          new Label(kind.passing().label(), false, kind.passing().meaning(), List.of()),
          new Label(kind.failing().label(), true, kind.failing().meaning(), List.of()));
    }
    List<Label> labels = LabelSet.read(section);
    if (labels.size() > 2) {
      section.problem(
          "labels",
          "must be one that passes and one that fails, for code chooses between two",
          labels.stream().map(Label::name).toList().toString());
    }
    return labels;
  }
}
