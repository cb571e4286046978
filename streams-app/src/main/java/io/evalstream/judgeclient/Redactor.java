package io.evalstream.judgeclient;

import com.google.re2j.Matcher;
import java.util.HashMap;
import java.util.Map;

/// Hides passages of one text. The same passage has the same stand-in wherever it stands, so a judge
/// still sees that the address in the response is that of the document. Used once, by one thread.
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
      hidden = hide(hidden, kind);
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
    int end = 0;
    while (matcher.find()) {
      String found = matcher.group();
      if (!found.isEmpty() && (!kind.luhn() || passesLuhn(found))) {
        hidden.append(text, end, matcher.start()).append(standIn(kind, found));
        end = matcher.end();
        passages++;
      }
    }
    return end == 0 ? text : hidden.append(text, end, text.length()).toString();
  }

  private String standIn(Redaction.Kind kind, String found) {
    return standIns.computeIfAbsent(
        kind.name() + ' ' + found,
        passage -> "[" + kind.name() + "_" + numbers.merge(kind.name(), 1, Integer::sum) + "]");
  }

  /// The check digit of card numbers: ISO/IEC 7812-1, annex B.
  private static boolean passesLuhn(String text) {
    int sum = 0;
    boolean twice = false;
    for (int i = text.length() - 1; i >= 0; i--) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit < 0) {
        continue;
      }
      int value = twice ? 2 * digit : digit;
      sum += value > 9 ? value - 9 : value;
      twice = !twice;
    }
    return sum % 10 == 0;
  }
}
