package io.evalstream.evaluator;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a judge is asked and by what it decides.
///
/// @param question a question that the labels answer
/// @param guidance the criteria; empty when the question says it all
/// @param labels the closed set of answers, at least one that passes and one that fails
public record Rubric(String question, String guidance, List<Label> labels) {

  public Rubric {
    labels = List.copyOf(labels);
    guidance = guidance.strip();
    question = question.strip();
    if (question.isEmpty()) {
      throw new IllegalArgumentException("a rubric asks a question");
    }
    if (labels.stream().allMatch(Label::fails) || labels.stream().noneMatch(Label::fails)) {
      throw new IllegalArgumentException("a rubric has a label that passes and one that fails");
    }
    Set<String> names = new HashSet<>();
    for (Label label : labels) {
      requireNew(names, label.name());
      label.aliases().forEach(alias -> requireNew(names, alias));
    }
  }

  private static void requireNew(Set<String> names, String name) {
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("two labels answer to '" + name + "'");
    }
  }
}
