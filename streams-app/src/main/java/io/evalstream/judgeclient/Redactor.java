package io.evalstream.judgeclient;

import com.google.re2j.Matcher;
import java.util.HashMap;
import java.util.Map;

/// Hides passages of the texts of one question. The same passage has the same stand-in wherever it
/// stands, so a judge still sees that the address in the response is that of the document. Used
/// once, by one thread.
final class Redactor {

  private final Redaction redaction;
  private final Map<String, String> standIns = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private int passages;

  Redactor(Redaction redaction) {
    this.redaction = redaction;
  }

  /// The text without what is to be hidden.
  String hide(String text) {
    String hidden = text;
    for (Redaction.Kind kind : redaction.kinds()) {
      if (hidden.contains(kind.sign())) {
        hidden = hide(hidden, kind);
      }
    }
    return hidden;
  }

  /// How many passages were hidden until now.
  int passages() {
    return passages;
  }

  private String hide(String text, Redaction.Kind kind) {
    Matcher matcher = kind.pattern().matcher(text);
    StringBuilder hidden = new StringBuilder();
    while (matcher.find()) {
      String found = matcher.group();
      String without = kind.card() ? withoutCards(kind, found) : standIn(kind, found);
      matcher.appendReplacement(hidden, Matcher.quoteReplacement(without));
    }
    return matcher.appendTail(hidden).toString();
  }

  private String withoutCards(Redaction.Kind kind, String digits) {
    StringBuilder hidden = new StringBuilder();
    int from = 0;
    while (from < digits.length()) {
      int end = CardNumber.endOfOneAt(digits, from);
      if (!Character.isDigit(digits.charAt(from))) {
        hidden.append(digits.charAt(from));
        from++;
      } else if (end > from) {
        hidden.append(standIn(kind, digits.substring(from, end)));
        from = end;
      } else {
        int next = CardNumber.startOfNextGroup(digits, from);
        hidden.append(digits, from, next);
        from = next;
      }
    }
    return hidden.toString();
  }

  private String standIn(Redaction.Kind kind, String found) {
    passages++;
    return standIns.computeIfAbsent(
        kind.name() + ' ' + found,
        passage -> "[" + kind.name() + "_" + numbers.merge(kind.name(), 1, Integer::sum) + "]");
  }
}
