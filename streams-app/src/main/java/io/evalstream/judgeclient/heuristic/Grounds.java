package io.evalstream.judgeclient.heuristic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/// Texts that the sentences of another one are held against, word by word, as [Support] does it.
///
/// *When to use.* To show which sentences a judge may have meant who named none. A sentence whose
/// words are there may still say something else with them.
public final class Grounds {

  /// A sentence of a text.
  ///
  /// @param start of its first character in the text
  /// @param end after its last one
  /// @param share of the weight of its content words that the grounds hold, in [0, 1]
  public record Sentence(int start, int end, double share) {}

  private final Words words = new Words();
  private final Source source = new Source();

  public Grounds(List<String> texts) {
    texts.forEach(text -> source.add(words.content(text)));
  }

  /// The sentences with content words, in their order. What numbers a list or points to a document
  /// is no content.
  public List<Sentence> of(String text) {
    String plain = Support.NUMBERING.matcher(text).replaceAll(Grounds::blank);
    List<Sentence> sentences = new ArrayList<>();
    int start = 0;
    Matcher between = Words.SENTENCE_END.matcher(plain);
    while (between.find()) {
      sentence(plain, start, between.start()).ifPresent(sentences::add);
      start = between.end();
    }
    sentence(plain, start, plain.length()).ifPresent(sentences::add);
    return sentences;
  }

  /// As long as what it stands for, so that what follows stays where it is.
  private static String blank(MatchResult numbering) {
    return numbering.group().replaceAll("[^\\n]", " ");
  }

  private Optional<Sentence> sentence(String text, int from, int to) {
    List<Word> content = words.content(text.substring(from, to));
    if (content.isEmpty()) {
      return Optional.empty();
    }
    int start = from;
    while (Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int end = to;
    while (Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    double share = Claim.of(text.substring(start, end), content, source).share();
    return Optional.of(new Sentence(start, end, share));
  }
}
