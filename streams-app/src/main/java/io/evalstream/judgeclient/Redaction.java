package io.evalstream.judgeclient;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.evalstream.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What is hidden from judges behind an API.
///
/// @param kinds what is looked for, the first one that finds a passage has it
public record Redaction(List<Kind> kinds) {

  /// Hides nothing.
  public static final Redaction NONE = new Redaction(List.of());

  private static final String NAME_RULE = "[a-z][a-z0-9_]{0,30}";

  /// Of the makers whose keys have a form of their own [1], JSON web tokens, and private keys.
  ///
  /// [1]
  /// https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
  private static final String KEYS =
      String.join(
          "|",
          "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?s:.+?)-----END [A-Z ]{0,30}PRIVATE KEY-----",
          "\\bsk-[A-Za-z0-9_-]{16,200}",
          "\\bgh[pousr]_[A-Za-z0-9]{20,255}",
          "\\bgithub_pat_[A-Za-z0-9_]{20,255}",
          "\\bglpat-[A-Za-z0-9_-]{20,64}",
          "\\bA(?:KIA|SIA)[0-9A-Z]{16}\\b",
          "\\bxox[abeoprs]-[A-Za-z0-9-]{10,255}",
          "\\bAIza[0-9A-Za-z_-]{35}",
          "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}");

  private static final Kind KEY = new Kind("KEY", Pattern.compile(KEYS), false, "");
  private static final Kind EMAIL =
      new Kind(
          "EMAIL",
          Pattern.compile("[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,24}\\b"),
          false,
          "@");
  private static final Kind CARD =
      new Kind("CARD", Pattern.compile("\\b[0-9]+(?:[ -][0-9]+)*\\b"), true, "");

  /// Something that is hidden.
  ///
  /// @param name stands in its place, with a number
  /// @param card only the part of a match that passes the check of card numbers
  /// @param sign what every match holds, so that a text without it need not be searched
  record Kind(String name, Pattern pattern, boolean card, String sign) {}

  public Redaction {
    kinds = List.copyOf(kinds);
  }

  /// Keys: `emails`, `card_numbers`, `keys` (true or false, default true) and `patterns` (name:
  /// regular expression of RE2).
  public static Redaction read(Section section) {
    List<Kind> kinds = new ArrayList<>();
    for (Map.Entry<String, String> own : new TreeMap<>(section.entries("patterns")).entrySet()) {
      addOwn(section, kinds, own.getKey(), own.getValue());
    }
    if (section.bool("keys", true)) {
      kinds.add(KEY);
    }
    if (section.bool("emails", true)) {
      kinds.add(EMAIL);
    }
    if (section.bool("card_numbers", true)) {
      kinds.add(CARD);
    }
    return new Redaction(kinds);
  }

  private static void addOwn(Section section, List<Kind> kinds, String name, String regex) {
    String key = "patterns." + name;
    if (!name.matches(NAME_RULE)) {
      section.problem(key, "must have a name that matches " + NAME_RULE, name);
      return;
    }
    try {
      Pattern pattern = Pattern.compile(regex);
      if (pattern.matches("")) {
        section.problem(key, "must not match the empty text", regex);
        return;
      }
      kinds.add(new Kind(name.toUpperCase(Locale.ROOT), pattern, false, ""));
    } catch (PatternSyntaxException e) {
      section.problem(key, "must be a regular expression of RE2, " + e.getDescription(), regex);
    }
  }
}
