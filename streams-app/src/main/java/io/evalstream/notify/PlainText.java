package io.evalstream.notify;

import io.evalstream.event.Alert;
import io.evalstream.event.AlertExample;
import io.evalstream.trace.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The message about an alert as lines of plain text, for programs that know no markup. Nothing is
/// escaped: that is for those who show it.
record PlainText(Alert alert, Severity severity, Links links) {

  private static final int TITLE = 200;
  private static final int LINE = 600;

  String title() {
    return line(words().title(), TITLE);
  }

  private AlertText words() {
    return new AlertText(alert, severity);
  }

  String text() {
    AlertText words = words();
    List<String> lines = new ArrayList<>();
    lines.addAll(
        List.of(
            words.reminder(), Wording.sentence(words.measure().sentence()), alert.getSummary()));
    lines.addAll(
        List.of(words.measure().comparison(), words.when(), words.urgency(), words.decision()));
    lines.add(words.scope());
    lines.addAll(words.parts());
    lines.add(words.coverage());
    examples(lines);
    links.of(alert).forEach((name, url) -> lines.add(name + ": " + url));
    return lines.stream()
        .map(text -> line(text, LINE))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private void examples(List<String> lines) {
    int number = 0;
    for (AlertExample example : Examples.of(alert).shown()) {
      lines.addAll(Examples.lines(++number, example));
      links.trace(alert, example.getTraceId()).ifPresent(lines::add);
    }
  }

  private static String line(String text, int limit) {
    return Opening.marked(SlackText.oneLine(text), limit);
  }
}
