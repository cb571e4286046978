package io.evalstream.offline.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A text of some hundred words, of which a share is misspelt: two letters change places, or one is
/// replaced.
final class MisspeltText {

  private static final int CHARACTERS = 900;
  private static final int SHORTEST = 3;
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz";

  private MisspeltText() {}

  /// @param percent of the words that have three letters or more, from 0 to 100
  static String of(int percent, long seed) {
    Random random = new Random(seed);
    String[] words = Haystack.of(CHARACTERS, seed).text().replace("\n\n", " ").split(" ");
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      if (letters(words[i]) >= SHORTEST) {
        candidates.add(i);
      }
    }
    Collections.shuffle(candidates, random);
    int wrong = Math.round(candidates.size() * percent / 100f);
    for (int i : candidates.subList(0, wrong)) {
      words[i] = misspelt(words[i], random);
    }
    return String.join(" ", words);
  }

  private static int letters(String word) {
    return (int) word.chars().filter(Character::isLetter).count();
  }

  private static String misspelt(String word, Random random) {
    char[] letters = word.toCharArray();
    int at = 1 + random.nextInt(letters(word) - 2);
    if (letters[at] != letters[at + 1] && random.nextBoolean()) {
      char kept = letters[at];
      letters[at] = letters[at + 1];
      letters[at + 1] = kept;
    } else {
      letters[at] = other(letters[at], random);
    }
    return new String(letters);
  }

  private static char other(char letter, Random random) {
    char drawn = LETTERS.charAt(random.nextInt(LETTERS.length()));
    return drawn == letter ? 'y' : drawn;
  }
}
