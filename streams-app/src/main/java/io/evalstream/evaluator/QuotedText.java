package io.evalstream.evaluator;

import java.util.regex.Pattern;

/// A judged text as a prompt shows it: no part of it looks like our tags, and none is hidden.
///
/// *How it works.* What cannot be seen but can be read by a model becomes U+FFFD, one for a run:
/// tag characters, which spell out ASCII, selectors of variants, controls of direction, zero-width
/// spaces, control characters but for tabs and line breaks, halves of surrogate pairs. Joiners
/// stay: scripts and emoji need them. Then whatever looks like the beginning of our tags gets a
/// backslash, whatever its case, with blanks in between, and in letters of other scripts. A text
/// never grows but for the backslashes.
final class QuotedText {

  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F\\u034F\\u115F\\u1160\\u180B-\\u180F"
              + "\\u200B\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\p{Cs}"
              + "\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]+");

  /// Brackets that a reader takes for the one of ASCII.
  private static final String BRACKET =
      "[<\\u02C2\\u1438\\u2039\\u2329\\u276E\\u276C\\u2770\\u27E8\\u3008\\u227A\\uFE64\\uFF1C]";

  /// Blanks, joiners, marks on letters, and what takes the place of the invisible.
  private static final String GAP = "\\s\\p{Z}\\p{Cf}\\p{Mn}\\uFFFD";

  private static final String SLASHES = "/\\u2044\\u2215\\u29F8\\uFF0F";

  /// Letters of mathematics, of any kind.
  private static final String STYLED = "\\x{1D400}-\\x{1D7FF}";

  private static final Pattern TAG_LIKE =
      Pattern.compile(
          BRACKET
              + "(?=["
              + GAP
              + SLASHES
              + "]*+"
              + letter("d\\u0501\\u217E\\u1D05\\uFF44\\u24D3")
              + letter("a\\u0430\\u03B1\\u0251\\u1D00\\uFF41\\u24D0")
              + letter("t\\u0442\\u03C4\\u1D1B\\uFF54\\u24E3")
              + letter("a\\u0430\\u03B1\\u0251\\u1D00\\uFF41\\u24D0")
              + "[\\p{Pd}\\u2043\\u2212\\u00AD])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private QuotedText() {}

  static String of(String text) {
    if (isPlain(text)) {
      return text;
    }
    String visible = INVISIBLE.matcher(text).replaceAll("\uFFFD");
    return TAG_LIKE.matcher(visible).replaceAll("$0\\\\");
  }

  private static String letter(String looks) {
    return "[" + looks + STYLED + "][" + GAP + "]*+";
  }

  /// Most texts are; then there is nothing to look for.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean plain = letter == '\n' || letter == '\t' || letter == '\r';
      if (!plain && (letter < ' ' || letter > '~' || letter == '<')) {
        return false;
      }
    }
    return true;
  }
}
