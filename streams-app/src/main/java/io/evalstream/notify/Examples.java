package io.evalstream.notify;

import io.evalstream.event.Alert;
import io.evalstream.event.AlertExample;
import io.evalstream.trace.Opening;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The worst examples of an alert, at most three. Their texts are shown where the record has them.
///
/// @param shown by its place in the list
record Examples(List<AlertExample> shown) {

  private static final int AT_MOST = 3;
  private static final int TRACE_ID = 64;
  private static final int LABEL = 40;
  private static final int TEXT = 110;

  Examples {
    shown = List.copyOf(shown);
  }

  /// Those of an alert that has no worst ones are the newest.
  static Examples of(Alert alert) {
    List<AlertExample> worst = alert.getExamples();
    return new Examples(
        worst.isEmpty()
            ? alert.getExampleTraces().stream()
                .limit(AT_MOST)
                .map(id -> new AlertExample(id, "", null, null, null))
                .toList()
            : worst.stream().limit(AT_MOST).toList());
  }

  /// The lines about one example.
  static List<String> lines(int number, AlertExample example, int textLimit) {
    List<String> lines = new ArrayList<>();
    String label = Opening.marked(example.getLabel(), LABEL);
    lines.add(
        "%d. %s%s"
            .formatted(
                number,
                Opening.marked(example.getTraceId(), TRACE_ID),
                label.isEmpty() ? "" : ": " + label));
    add(lines, "Question", example.getQuestion(), textLimit);
    add(lines, "Response", example.getResponse(), textLimit);
    add(lines, "Judge", example.getExplanation(), textLimit);
    return lines;
  }

  static List<String> lines(int number, AlertExample example) {
    return lines(number, example, TEXT);
  }

  private static void add(List<String> lines, String name, @Nullable String text, int limit) {
    if (text != null && !text.isBlank()) {
      lines.add(name + ": " + Opening.marked(text, limit));
    }
  }
}
