package io.evalstream.console.archive;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What somebody typed, as a query of the full text: all words, the last one perhaps unfinished.
///
/// Each word is quoted, so that nothing in it means anything to the search.
///
/// Source: https://www.sqlite.org/fts5.html#full_text_query_syntax
final class SearchWords {

  private static final int MOST_WORDS = 32;

  private SearchWords() {}

  /// Empty when there is no word in it.
  static String query(String text) {
    List<String> words =
        Arrays.stream(text.split("[\\s\\p{Z}\\p{C}]+"))
            .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
            .limit(MOST_WORDS)
            .map(word -> '"' + word.replace("\"", "\"\"") + '"')
            .collect(Collectors.toList());
    return words.isEmpty() ? "" : String.join(" ", words) + "*";
  }
}
