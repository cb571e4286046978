package io.evalstream.judgeclient.heuristic;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes texts apart into sentences and content words. English endings and stop words; other
/// languages that write spaces are taken as they are.
final class Words {

  private static final Pattern TOKEN = Pattern.compile("\\p{L}+|\\p{Nd}+(?:[.,]\\p{Nd}+)*");
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[.!?])[\"')\\]]*\\s+(?=[\\p{Lu}\\p{Nd}\"'(])|\\n+");

  private final WordList stopWords = WordList.load("stop_words");

  static List<String> sentences(String text) {
    return SENTENCE_END.splitAsStream(text).filter(sentence -> !sentence.isBlank()).toList();
  }

  /// The words of one sentence without stop words and single letters.
  List<Word> content(String sentence) {
    List<Word> content = new ArrayList<>();
    Matcher token = TOKEN.matcher(sentence);
    boolean first = true;
    while (token.find()) {
      String written = token.group();
      String lower = written.toLowerCase(Locale.ROOT);
      boolean number = Character.isDigit(written.charAt(0));
      if (number || (lower.length() > 1 && !stopWords.has(lower))) {
        boolean name = !first && Character.isUpperCase(written.charAt(0));
        content.add(new Word(written, Stem.of(lower), name));
      }
      first = false;
    }
    return content;
  }

  /// Every word of the text, stop words too.
  static List<String> stems(String text) {
    return TOKEN
        .matcher(text)
        .results()
        .map(token -> Stem.of(token.group().toLowerCase(Locale.ROOT)))
        .toList();
  }

  Set<String> contentStems(String text) {
    return content(text).stream().map(Word::stem).collect(toSet());
  }
}
