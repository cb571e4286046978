package io.evalstream.judgeclient.heuristic;

import java.math.BigInteger;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A kind of personal data or secret that has a form of its own.
///
/// Numbers count only when their check digits are right, so that an order number is no card.
enum Identifier {
  E_MAIL(
      "e-mail address",
      "[\\w.+-]{1,64}@(?!(?:[\\w-]+\\.)*example\\.)[\\w-]+(?:\\.[\\w-]+)*\\.[A-Za-z]{2,}",
      _ -> true),
  PHONE(
      "phone number",
      "(?<![\\w.])(?:\\+\\d{1,3}[ .-]?(?:\\(?\\d{1,4}\\)?[ .-]?){2,4}\\d{2,4}"
          + "|\\(\\d{3}\\) ?\\d{3}[ .-]\\d{4}|\\d{3}[.-]\\d{3}[.-]\\d{4})(?!\\w)",
      text -> digits(text).length() >= 8 && digits(text).length() <= 15),
  IBAN(
      "IBAN",
      "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b",
      Identifier::hasIbanChecksum),
  CARD("card number", "(?<![\\w.-])\\d(?:[ -]?\\d){12,18}(?![\\w-])", Identifier::hasLuhnChecksum),
  SOCIAL_SECURITY(
      "US social security number",
      "(?<![\\w-])(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}(?![\\w-])",
      _ -> true),
  KEY(
      "key or token",
      "\\b(?:sk-[\\w-]{20,}|AKIA[A-Z0-9]{16}|gh[pousr]_\\w{30,}|xox[abpr]-[\\w-]{10,}"
          + "|AIza[\\w-]{35}|eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]+)"
          + "|-----BEGIN [A-Z ]*PRIVATE KEY-----",
      _ -> true);

  private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);

  /// For explanations.
  final String label;

  final Pattern form;
  private final Predicate<String> check;

  Identifier(String label, String form, Predicate<String> check) {
    this.label = label;
    this.form = Pattern.compile(form);
    this.check = check;
  }

  /// Whether a text of this form is really one.
  boolean isReal(String text) {
    return check.test(text);
  }

  /// The text without what only separates, so that two ways of writing one are equal.
  static String bare(String text) {
    return text.replaceAll("[\\s().-]", "").toLowerCase(Locale.ROOT);
  }

  private static String digits(String text) {
    return text.replaceAll("\\D", "");
  }

  /// The check of card numbers, ISO/IEC 7812-1 annex B.
  private static boolean hasLuhnChecksum(String text) {
    String digits = digits(text);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int twice = 2 * digit;
      sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0 && !digits.matches("(\\d)\\1*");
  }

  /// The check of ISO 13616: letters count from 10, the first four signs move to the end.
  private static boolean hasIbanChecksum(String text) {
    String iban = text.replace(" ", "");
    StringBuilder number = new StringBuilder();
    (iban.substring(4) + iban.substring(0, 4))
        .chars()
        .forEach(sign -> number.append(Character.digit(sign, 36)));
    return new BigInteger(number.toString()).mod(IBAN_MODULUS).equals(BigInteger.ONE);
  }
}
