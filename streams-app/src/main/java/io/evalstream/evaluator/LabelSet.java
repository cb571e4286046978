package io.evalstream.evaluator;

import io.evalstream.config.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The labels of a definition: `labels`, with `meanings` and `label_aliases` beside them.
final class LabelSet {

  /// Fit for a metric label and for the enumeration of a JSON schema.
  private static final String NAME_RULE = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

  /// Stands in where the definition has problems, so that reading goes on and finds the others.
  private static final List<Label> STAND_IN =
      List.of(new Label("pass", false, "", List.of()), new Label("fail", true, "", List.of()));

  private LabelSet() {}

  static List<Label> read(Section section) {
    Map<String, String> results = section.entries("labels");
    Map<String, String> meanings = section.entries("meanings");
    Map<String, String> aliases = section.entries("label_aliases");
    boolean sound = namesAndResults(section, results) && bothSides(section, results);
    meanings.keySet().forEach(name -> requireLabel(section, "meanings." + name, name, results));
    aliases.forEach(
        (alias, name) -> requireLabel(section, "label_aliases." + alias, name, results));
    if (!sound || !distinct(section, results, aliases)) {
      return STAND_IN;
    }
    List<Label> labels = new ArrayList<>();
    results.forEach(
        (name, result) ->
            labels.add(
                new Label(
                    name,
                    result.equals("fail"),
                    meanings.getOrDefault(name, "").strip(),
                    aliasesOf(name, aliases))));
    return labels;
  }

  private static boolean namesAndResults(Section section, Map<String, String> results) {
    boolean sound = true;
    for (Map.Entry<String, String> label : results.entrySet()) {
      String key = "labels." + label.getKey();
      if (!label.getKey().matches(NAME_RULE)) {
        section.problem(key, "must match " + NAME_RULE, label.getKey());
        sound = false;
      }
      if (!Set.of("pass", "fail").contains(label.getValue())) {
        section.problem(key, "must be pass or fail", label.getValue());
        sound = false;
      }
    }
    return sound;
  }

  private static boolean bothSides(Section section, Map<String, String> results) {
    String was = results.isEmpty() ? null : results.toString();
    if (results.size() < 2) {
      section.problem("labels", "must be two or more, each pass or fail", was);
    } else if (!results.containsValue("fail")) {
      section.problem("labels", "must hold one that fails", was);
    } else if (!results.containsValue("pass")) {
      section.problem("labels", "must hold one that passes", was);
    } else {
      return true;
    }
    return false;
  }

  private static void requireLabel(
      Section section, String key, String name, Map<String, String> results) {
    if (!results.containsKey(name)) {
      section.problem(key, "must be one of the labels " + results.keySet(), name);
    }
  }

  private static boolean distinct(
      Section section, Map<String, String> results, Map<String, String> aliases) {
    List<String> names = new ArrayList<>(results.keySet());
    names.addAll(aliases.keySet());
    Set<String> seen = new HashSet<>();
    boolean distinct = true;
    for (String name : names) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        section.problem("labels", "must differ in more than case", name);
        distinct = false;
      }
    }
    return distinct;
  }

  private static List<String> aliasesOf(String name, Map<String, String> aliases) {
    return aliases.entrySet().stream()
        .filter(alias -> alias.getValue().equals(name))
        .map(Map.Entry::getKey)
        .toList();
  }
}
