package io.evalstream.devcluster.stub;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the judged texts in a prompt.
///
/// A text stands between `<data-NONCE name="...">` and `</data-NONCE>`, each on its own line; NONCE
/// is hexadecimal and unknown to whoever wrote the text. So whatever looks like a block inside a
/// text is part of that text.
public final class TextBlocks {

  private static final String START = "<data-";
  private static final Pattern OPENING =
      Pattern.compile(START + "([0-9a-fA-F]+) name=\"([a-z_]+)\">(?=\n)");

  private TextBlocks() {}

  /// The texts by name; texts of one name are joined by a line break.
  ///
  /// @throws IllegalArgumentException when a block is not closed
  public static Map<String, String> in(String prompt) {
    Map<String, String> blocks = new LinkedHashMap<>();
    Matcher opening = OPENING.matcher(prompt);
    int from = prompt.indexOf(START);
    while (from >= 0 && opening.find(from)) {
      String closing = "\n</data-" + opening.group(1) + ">";
      int end = prompt.indexOf(closing, opening.end());
      if (end < 0) {
        throw new IllegalArgumentException(
            "block '" + opening.group(2) + "' must end with </data-" + opening.group(1) + ">");
      }
      String text = prompt.substring(Math.min(opening.end() + 1, end), end);
      blocks.merge(opening.group(2), text, (one, next) -> one + "\n" + next);
      from = prompt.indexOf(START, end + closing.length());
    }
    return blocks;
  }
}
