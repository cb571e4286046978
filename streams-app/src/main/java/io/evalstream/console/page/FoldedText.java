package io.evalstream.console.page;

import java.util.ArrayList;
import java.util.List;

/// A text in which another one is found however its letters are cased, its quotation marks bent and
/// its spaces wide.
///
/// Finds what stands as words of its own; what is found is told as places in the text as it is.
final class FoldedText {

  private final String text;
  private final String folded;
  private final int[] places;

  FoldedText(String text) {
    this.text = text;
    StringBuilder plain = new StringBuilder(text.length());
    int[] at = new int[text.length()];
    for (int i = 0; i < text.length(); i++) {
      char c = fold(text.charAt(i));
      if (c != ' ' || plain.isEmpty() || plain.charAt(plain.length() - 1) != ' ') {
        at[plain.length()] = i;
        plain.append(c);
      }
    }
    this.folded = plain.toString();
    this.places = at;
  }

  /// From `start` up to `end` of the text.
  record Place(int start, int end) {}

  /// Where `wanted` stands, at most `most` places, none of which meet.
  List<Place> find(String wanted, int most) {
    String sought = new FoldedText(wanted).folded.strip();
    List<Place> found = new ArrayList<>();
    int at = sought.isEmpty() ? -1 : folded.indexOf(sought);
    while (at >= 0 && found.size() < most) {
      int end = at + sought.length();
      if (!isLetter(at - 1, at) && !isLetter(end, end - 1)) {
        found.add(new Place(places[at], places[end - 1] + 1));
      }
      at = folded.indexOf(sought, end);
    }
    return found;
  }

  boolean contains(String wanted) {
    return !find(wanted, 1).isEmpty();
  }

  /// Where the sentence ends that goes on at `from`.
  int endOfSentence(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n') {
      boolean last = at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1));
      if (last && ".!?".indexOf(text.charAt(at)) >= 0) {
        return at + 1;
      }
      at++;
    }
    return at;
  }

  /// Whether a letter at `outside` goes on the word of the one at `inside`.
  private boolean isLetter(int outside, int inside) {
    return outside >= 0
        && outside < folded.length()
        && Character.isLetterOrDigit(folded.charAt(outside))
        && Character.isLetterOrDigit(folded.charAt(inside));
  }

  private static char fold(char c) {
    return switch (c) {
      case '“', '”', '„', '«', '»' -> '"';
      case '‘', '’', '`' -> '\'';
      case '\u00A0' -> ' ';
      default -> Character.isWhitespace(c) ? ' ' : Character.toLowerCase(c);
    };
  }
}
