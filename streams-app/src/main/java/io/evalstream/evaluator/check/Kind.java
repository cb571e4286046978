package io.evalstream.evaluator.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds of checks, with what an evaluator says of them unless its definition says otherwise.
public enum Kind {
  /// The text is the reference answer.
  EXACT_MATCH(
      "Is the response the reference answer?",
      "reference_answer",
      new Side("match", "the texts are the same"),
      new Side("mismatch", "the texts differ")),
  /// A pattern is found in the text, or is not.
  REGEX(
      "Does the text keep to the pattern?",
      "",
      new Side("kept", "the pattern is found where it must be, or not found where it must not"),
      new Side("broken", "the pattern is missing, or found where it must not be")),
  /// The text is one JSON value.
  JSON_VALID(
      "Is the response valid JSON?",
      "",
      new Side("valid", "the text is one JSON value with the required keys"),
      new Side("invalid", "the text is not JSON, or a required key is missing")),
  /// The text cites one of the documents.
  CONTAINS_CITATION(
      "Does the response cite one of the documents?",
      "documents",
      new Side("cited", "the text names the id of a document in [..] or a link of the documents"),
      new Side("uncited", "the text names no document and no link of theirs")),
  /// The text has a length within bounds.
  LENGTH(
      "Is the text as long as it should be?",
      "",
      new Side("within", "the length is within the bounds"),
      new Side("outside", "the text is too short or too long"));

  /// One of the two labels.
  public record Side(String label, String meaning) {}

  private final String question;
  private final String beside;
  private final Side passing;
  private final Side failing;

  Kind(String question, String beside, Side passing, Side failing) {
    this.question = question;
    this.beside = beside;
    this.passing = passing;
    this.failing = failing;
  }

  /// The name in definitions.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Kind> named(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findFirst();
  }

  static List<String> wireNames() {
    return Arrays.stream(values()).map(Kind::wireName).toList();
  }

  public String question() {
    return question;
  }

  /// The field that it needs beside the judged text, by wire name; empty when there is none.
  public String beside() {
    return beside;
  }

  public Side passing() {
    return passing;
  }

  public Side failing() {
    return failing;
  }
}
