package io.evalstream.evaluator;

import static java.util.stream.Collectors.joining;

import io.evalstream.config.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An evaluator as YAML tells it; the built-in ones and the custom ones are read alike.
///
/// With `code` a check finds the label, see [CodedDefinition]; otherwise a judge is asked.
///
/// Keys: `id`, `question` and `labels` (name: pass or fail) are required; `target` (default
/// response), `direction` (default maximize), `description`, `guidance`, `requires` (fields, `a |
/// b` where one is enough), `reads`, `meanings` and `label_aliases` (alias: label), `aliases`,
/// `template` (see [Layout]), `examples` (see [ExampleList]), `when` and `rate` (see [Scope]). The
/// key `judge` is read with the judges.
final class Definition {

  /// Stands in for an id or a question with a problem, so that reading goes on and finds the
  /// others.
  static final String STAND_IN = "unnamed";

  private Definition() {}

  static Evaluator read(Section section, boolean custom) {
    return section.has("code") ? CodedDefinition.read(section, custom) : asked(section, custom);
  }

  private static Evaluator asked(Section section, boolean custom) {
    Target target = section.oneOf("target", Target.CHOICES, Target.RESPONSE);
    String question = section.string("question");
    Layout layout = Layout.read(section).orElse(null);
    List<Label> labels = LabelSet.read(section);
    return new Evaluator(
        id(section),
        section.strings("aliases"),
        section.string("description", question),
        target,
        direction(section),
        inputs(section, target, layout),
        new Rubric(
            question.isBlank() ? STAND_IN : question, section.string("guidance", ""), labels),
        new Method.Asked(layout, ExampleList.read(section, labels)),
        Scope.read(section),
        custom);
  }

  static Direction direction(Section section) {
    return section.oneOf("direction", Direction.CHOICES, Direction.MAXIMIZE);
  }

  static String id(Section section) {
    String id = section.string("id");
    if (id.matches(Evaluator.ID_RULE)) {
      return id;
    }
    if (!id.isEmpty()) {
      section.problem("id", "must match " + Evaluator.ID_RULE, id);
    }
    return STAND_IN;
  }

  private static Inputs inputs(Section section, Target target, @Nullable Layout layout) {
    List<Requirement> requires = new ArrayList<>();
    for (String alternatives : section.strings("requires")) {
      List<Field> fields = fields(section, "requires", List.of(alternatives.split("\\|")));
      if (!fields.isEmpty()) {
        requires.add(new Requirement(fields));
      }
    }
    List<Field> reads = fields(section, "reads", section.strings("reads"));
    if (layout != null) {
      requireWhatIsJudged(section, target, layout);
      reads = List.copyOf(layout.fields());
    }
    Inputs usual = Inputs.usual(target);
    Inputs inputs =
        new Inputs(
            requires.isEmpty() ? usual.requires() : requires,
            reads.isEmpty() ? usual.reads() : reads);
    if (target != Target.DOCUMENT && inputs.reads().contains(Field.DOCUMENT)) {
      section.problem(
          "target", "must be document, for the one document is read", target.wireName());
    }
    return inputs;
  }

  private static void requireWhatIsJudged(Section section, Target target, Layout layout) {
    if (section.has("reads")) {
      section.problem("reads", "must not stand beside template, which says what is read", null);
    }
    if (!section.has("requires") && !layout.fields().contains(target.judged())) {
      section.problem(
          "template",
          "must show {{%s}}, which is judged, or 'requires' must say what is needed instead"
              .formatted(target.judged().wireName()),
          null);
    }
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
