package io.evalstream.judgeclient.heuristic;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes texts apart into sentences and content words. English endings and stop words; other
/// languages that write spaces are taken as they are.
final class Words {

  static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[.!?])[\"')\\]]*\\s+(?=[\\p{Lu}\\p{Nd}\"'(])|\\n+");

  private final WordList stopWords = WordList.load("stop_words");

  static List<String> sentences(String text) {
    return SENTENCE_END.splitAsStream(text).filter(sentence -> !sentence.isBlank()).toList();
  }

  /// The words of one sentence without stop words and single letters.
  List<Word> content(String sentence) {
    List<Word> content = new ArrayList<>();
    boolean first = true;
    for (Scanner scanner = new Scanner(sentence); scanner.next(); ) {
      String written = scanner.token();
      if (scanner.isNumber()) {
        content.add(new Word(written, scanner.number(), false));
      } else if (written.length() > 1) {
        boolean capital = Character.isUpperCase(written.charAt(0));
        String lower = written.toLowerCase(Locale.ROOT);
        if (!stopWords.has(lower)) {
          content.add(new Word(written, Stem.of(lower), capital && !first));
        }
      }
      first = false;
    }
    return content;
  }

  /// Every word of the text, stop words too.
  static List<String> stems(String text) {
    List<String> stems = new ArrayList<>();
    for (Scanner scanner = new Scanner(text); scanner.next(); ) {
      stems.add(
          scanner.isNumber()
              ? scanner.number()
              : Stem.of(scanner.token().toLowerCase(Locale.ROOT)));
    }
    return stems;
  }

  Set<String> contentStems(String text) {
    return content(text).stream().map(Word::stem).collect(toSet());
  }
}
