package io.evalstream.judgeclient.heuristic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// A list of lower-case words from the resources.
record WordList(Set<String> words) {

  WordList {
    words = Set.copyOf(words);
  }

  static WordList load(String name) {
    String path = "/evaluators/heuristic/" + name + ".txt";
    try (InputStream source =
        Objects.requireNonNull(WordList.class.getResourceAsStream(path), path)) {
      return new WordList(Set.of(new String(source.readAllBytes(), UTF_8).strip().split("\\s+")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  boolean has(String word) {
    return words.contains(word);
  }

  /// Like [#has], and reads the stars of `b*d` as any letter.
  boolean hasMasked(String word) {
    if (word.indexOf('*') < 0) {
      return has(word);
    }
    Pattern mask = Pattern.compile(word.replace("*", "[a-z]"));
    return word.length() > 3 && words.stream().anyMatch(mask.asMatchPredicate());
  }
}
