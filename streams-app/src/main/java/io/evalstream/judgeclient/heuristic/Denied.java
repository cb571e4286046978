package io.evalstream.judgeclient.heuristic;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What structured data among the documents say no to: `seating` of `"OutdoorSeating": false`.
final class Denied {

  private static final Pattern KEY =
      Pattern.compile("(?<![A-Za-z_])([A-Za-z_]++)[\"']?\\s*[:=]\\s*[\"']?([A-Za-z]+)\\b");
  private static final Pattern NOT =
      Pattern.compile(
          "\\b(?:not|no|never|none|neither|nor|cannot|without)\\b|n['’]t\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> NO = Set.of("false", "no", "none", "null");

  private final Set<String> stems = new HashSet<>();

  /// Takes the last words of keys whose value is no, and never anything else.
  Denied(String documents) {
    Set<String> granted = new HashSet<>();
    for (Matcher key = KEY.matcher(documents); key.find(); ) {
      List<String> name = Words.stems(key.group(1));
      if (!name.isEmpty()) {
        boolean no = NO.contains(key.group(2).toLowerCase(Locale.ROOT));
        (no ? stems : granted).add(name.getLast());
      }
    }
    stems.removeAll(granted);
  }

  /// The words of a sentence that says them all the same.
  List<Word> claimedBy(String sentence, List<Word> content) {
    return stems.isEmpty() || NOT.matcher(sentence).find()
        ? List.of()
        : content.stream().filter(word -> stems.contains(word.stem())).toList();
  }
}
