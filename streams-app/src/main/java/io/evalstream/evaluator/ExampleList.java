package io.evalstream.evaluator;

import io.evalstream.config.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `examples` of a definition: a list of texts by the names of their fields, with `label` and
/// `explanation`.
final class ExampleList {

  private static final int MOST = 20;

  private ExampleList() {}

  /// Those without problems.
  ///
  /// @param labels of the definition
  static List<Example> read(Section section, List<Label> labels) {
    List<Example> examples = new ArrayList<>();
    List<Section> elements = section.sections("examples");
    if (elements.size() > MOST) {
      section.problem("examples", "must be at most " + MOST, "" + elements.size());
    }
    for (Section element : elements) {
      Map<Field, String> fields = fields(element);
      Optional<String> label = label(element, labels);
      if (!fields.isEmpty() && label.isPresent()) {
        examples.add(new Example(fields, label.get(), element.string("explanation", "")));
      }
    }
    return examples;
  }

  private static Map<Field, String> fields(Section element) {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      element
          .optionalString(field.wireName())
          .filter(text -> !text.isBlank())
          .ifPresent(text -> fields.put(field, text.strip()));
    }
    if (fields.isEmpty()) {
      element.problem("", "must hold the text of at least one field, such as response", null);
    }
    return fields;
  }

  private static Optional<String> label(Section element, List<Label> labels) {
    String given = element.string("label");
    Optional<String> label =
        labels.stream().filter(known -> known.answersTo(given)).map(Label::name).findFirst();
    if (label.isEmpty() && !given.isEmpty()) {
      List<String> names = labels.stream().map(Label::name).toList();
      element.problem("label", "must be one of the labels " + names, given);
    }
    return label;
  }
}
