package io.evalstream.evaluator;

import static java.util.stream.Collectors.joining;

import io.evalstream.config.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An evaluator as YAML tells it; the built-in ones and the custom ones are read alike.
///
/// Keys: `id`, `question` and `labels` (name: pass or fail) are required; `target` (default
/// response), `direction` (default maximize), `description`, `guidance`, `requires` (fields, `a |
/// b` where one is enough), `reads`, `meanings` and `label_aliases` (alias: label), `aliases`.
final class Definition {

  /// Stands in for an id or a question with a problem, so that reading goes on and finds the
  /// others.
  static final String STAND_IN = "unnamed";

  private Definition() {}

  static Evaluator read(Section section, boolean custom) {
    Target target = section.oneOf("target", Target.CHOICES, Target.RESPONSE);
    String question = section.string("question");
    return new Evaluator(
        id(section),
        section.strings("aliases"),
        section.string("description", question),
        target,
        section.oneOf("direction", Direction.CHOICES, Direction.MAXIMIZE),
        inputs(section, Inputs.usual(target)),
        new Rubric(
            question.isBlank() ? STAND_IN : question,
            section.string("guidance", ""),
            LabelSet.read(section)),
        custom);
  }

  private static String id(Section section) {
    String id = section.string("id");
    if (id.matches(Evaluator.ID_RULE)) {
      return id;
    }
    if (!id.isEmpty()) {
      section.problem("id", "must match " + Evaluator.ID_RULE, id);
    }
    return STAND_IN;
  }

  private static Inputs inputs(Section section, Inputs usual) {
    List<Requirement> requires = new ArrayList<>();
    for (String alternatives : section.strings("requires")) {
      List<Field> fields = fields(section, "requires", List.of(alternatives.split("\\|")));
      if (!fields.isEmpty()) {
        requires.add(new Requirement(fields));
      }
    }
    List<Field> reads = fields(section, "reads", section.strings("reads"));
    return new Inputs(
        requires.isEmpty() ? usual.requires() : requires, reads.isEmpty() ? usual.reads() : reads);
  }

  private static List<Field> fields(Section section, String key, List<String> names) {
    return names.stream()
        .map(String::strip)
        .flatMap(name -> field(section, key, name).stream())
        .toList();
  }

  private static Optional<Field> field(Section section, String key, String name) {
    Optional<Field> field = Field.named(name);
    if (field.isEmpty()) {
      String known = Arrays.stream(Field.values()).map(Field::wireName).collect(joining(", "));
      section.problem(key, "must name fields among " + known, name);
    }
    return field;
  }
}
