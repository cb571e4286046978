package io.evalstream.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The known word that somebody most likely meant.
///
/// Counts the letters to insert, delete, replace or swap with a neighbour (optimal string alignment
/// distance), not minding case or `-` for `_`. A word is near when a third of its letters or fewer
/// are wrong, at least one being allowed.
public final class Nearest {

  private Nearest() {}

  /// The first of the nearest words, or nothing when none is near.
  public static Optional<String> to(String word, Collection<String> known) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(plain(word), plain(candidate));
      if (distance < least && distance <= allowed(word, candidate)) {
        nearest = candidate;
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static int allowed(String word, String candidate) {
    int longer = Math.max(word.length(), candidate.length());
    return longer == 1 ? 0 : Math.max(1, longer / 3);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : step(a, b, d, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] d, int i, int j) {
    int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        Math.min(i, j) > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
