package io.evalstream.judgeclient.heuristic;

import io.evalstream.trace.Opening;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/// Short forms of texts and numbers for the explanations.
final class Excerpt {

  private static final int LONGEST_QUOTE = 160;
  private static final int MOST_WORDS = 8;

  private Excerpt() {}

  static String quote(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return "'" + Opening.marked(line, LONGEST_QUOTE) + "'";
  }

  static String list(Collection<String> words) {
    String shown = words.stream().distinct().limit(MOST_WORDS).collect(Collectors.joining(", "));
    return words.stream().distinct().count() > MOST_WORDS ? shown + ", …" : shown;
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", Math.floor(share * 100));
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
