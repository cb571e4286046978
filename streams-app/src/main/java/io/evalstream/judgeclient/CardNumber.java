package io.evalstream.judgeclient;

/// Finds card numbers among groups of digits with a blank or a hyphen between them: 13 to 19 digits
/// whose last one is the check digit of ISO/IEC 7812-1, annex B (Luhn).
final class CardNumber {

  private static final int FEWEST = 13;
  private static final int MOST = 19;

  private CardNumber() {}

  /// The end of the longest card number that begins here and is made of whole groups; `from` when
  /// none does. What follows it, such as a date of expiry, is not part of it.
  static int endOfOneAt(String digits, int from) {
    int end = from;
    int count = 0;
    for (int at = from; at < digits.length() && count < MOST; at++) {
      if (!isDigit(digits, at)) {
        continue;
      }
      count++;
      boolean endsGroup = at + 1 == digits.length() || !isDigit(digits, at + 1);
      if (endsGroup && count >= FEWEST && passes(digits.substring(from, at + 1))) {
        end = at + 1;
      }
    }
    return end;
  }

  static int startOfNextGroup(String digits, int from) {
    int at = from;
    while (at < digits.length() && isDigit(digits, at)) {
      at++;
    }
    while (at < digits.length() && !isDigit(digits, at)) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean passes(String text) {
    int sum = 0;
    boolean twice = false;
    for (int i = text.length() - 1; i >= 0; i--) {
      if (isDigit(text, i)) {
        int value = (text.charAt(i) - '0') * (twice ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }
}
