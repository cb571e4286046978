package io.evalstream.judgeclient.heuristic;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The words of texts that others are held against.
final class Source {

  /// Words of the same beginning are often of one family: `describes` and `description`.
  private static final int ROOT = 5;

  private static final double RELATED = 0.75;

  private final Set<String> stems = new HashSet<>();
  private final Set<String> roots = new HashSet<>();

  void add(List<Word> content) {
    for (Word word : content) {
      stems.add(word.stem());
      word.hour().ifPresent(stems::add);
      if (hasRoot(word)) {
        roots.add(word.stem().substring(0, ROOT));
      }
    }
  }

  /// 1 when the word is there in some form, less when only a relative of it is, else 0.
  double holds(Word word) {
    if (stems.contains(word.stem())) {
      return 1;
    }
    return hasRoot(word) && roots.contains(word.stem().substring(0, ROOT)) ? RELATED : 0;
  }

  private static boolean hasRoot(Word word) {
    return word.stem().length() >= ROOT && !word.isNumber() && !word.name();
  }
}
