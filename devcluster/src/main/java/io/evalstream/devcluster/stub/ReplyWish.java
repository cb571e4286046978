package io.evalstream.devcluster.stub;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the words of a prompt say about the reply. The last word counts: what comes before it may
/// stand in a judged text.
final class ReplyWish {

  private static final String LABELS = "\nLabels:\n";
  private static final String ENTRY = "- ";
  private static final List<String> USUAL_KEYS = List.of("explanation", "label");

  /// `{"explanation": "...", "label": "..."}`
  private static final Pattern EXAMPLE =
      Pattern.compile("\\{(\"[a-z]+\": \"\\.\\.\\.\"(?:, \"[a-z]+\": \"\\.\\.\\.\")*)\\}");

  private static final Pattern VALUE = Pattern.compile("\"|: \"\\.\\.\\.\"");

  private ReplyWish() {}

  /// The names in the list below the last line `Labels:`, each `- name` or `- name: meaning`; empty
  /// without one.
  static List<String> labels(String prompt) {
    int heading = prompt.lastIndexOf(LABELS);
    if (heading < 0) {
      return List.of();
    }
    return prompt
        .substring(heading + LABELS.length())
        .lines()
        .takeWhile(line -> line.startsWith(ENTRY))
        .map(line -> line.substring(ENTRY.length()).split(": ", 2)[0].strip())
        .toList();
  }

  /// The keys of the last JSON object that is shown as an example.
  static List<String> keys(String prompt) {
    Matcher example = EXAMPLE.matcher(prompt);
    List<String> keys = USUAL_KEYS;
    while (example.find()) {
      keys = List.of(VALUE.matcher(example.group(1)).replaceAll("").split(", "));
    }
    return keys;
  }
}
