package io.evalstream.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What of a secret may come back from the other side: all of it, or a part.
///
/// The parts of a URL are its path and its query, whole and in pieces; those of a header are its
/// words, such as what follows `Bearer`. Each is there as it was sent and decoded. Pieces that are
/// too short to be secrets are left out, because they are parts of other words.
public final class SecretParts {

  private static final int SHORTEST = 4;
  private static final int SHORTEST_PIECE = 8;
  private static final Pattern AUTHORITY = Pattern.compile("https?://[^/?#]*");
  private static final Pattern BETWEEN_PIECES = Pattern.compile("[/?&=#;,:\\s\"]+");

  private SecretParts() {}

  /// The longest first: one may be a part of another.
  public static List<String> of(List<Secret> secrets) {
    Set<String> parts =
        new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(it -> it));
    for (Secret secret : secrets) {
      String sent = secret.reveal();
      add(parts, sent, SHORTEST);
      String rest = AUTHORITY.matcher(sent).replaceFirst("");
      List<String> wholes = new ArrayList<>(List.of(rest));
      wholes.addAll(List.of(rest.split("[?#]", -1)));
      wholes.forEach(whole -> add(parts, whole, SHORTEST));
      BETWEEN_PIECES.splitAsStream(rest).forEach(piece -> add(parts, piece, SHORTEST_PIECE));
    }
    return List.copyOf(parts);
  }

  /// The text with `***` in place of each part.
  ///
  /// @param parts the longest first
  public static String masked(String text, List<String> parts) {
    String told = text;
    for (String part : parts) {
      told = told.replace(part, "***");
    }
    return told;
  }

  private static void add(Set<String> parts, String part, int shortest) {
    if (part.length() >= shortest) {
      parts.add(part);
      parts.add(decoded(part));
    }
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return part;
    }
  }
}
