package io.evalstream.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.evaluator.check.Check;
import io.evalstream.stats.Sha256;
import java.util.HexFormat;

/// The version of an evaluator: the first 12 hex digits of the SHA-256 of a canonical text.
///
/// The text is a promise: evaluations in topics carry its hash, so the same definition must give
/// the same version in every release.
final class Fingerprint {

  private static final int DIGITS = 12;

  private Fingerprint() {}

  static String of(Evaluator evaluator) {
    byte[] hash = Sha256.digest().digest(canonicalText(evaluator).getBytes(UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, DIGITS);
  }

  /// Every value is written with its length, so that no two definitions share a text.
  private static String canonicalText(Evaluator evaluator) {
    StringBuilder text = new StringBuilder();
    add(text, "frame", PromptWriter.FRAME);
    add(text, "id", evaluator.id());
    add(text, "target", evaluator.target().wireName());
    evaluator.inputs().requires().forEach(needed -> add(text, "requires", needed.toString()));
    evaluator.inputs().reads().forEach(field -> add(text, "reads", field.wireName()));
    add(text, "question", evaluator.rubric().question());
    add(text, "guidance", evaluator.rubric().guidance());
    for (Label label : evaluator.labels()) {
      add(text, "label", label.name());
      add(text, label.fails() ? "fail" : "pass", label.meaning());
    }
    switch (evaluator.method()) {
      case Method.Asked asked -> addAsked(text, asked);
      case Method.Coded(Check check) -> {
        add(text, "code", check.kind().wireName());
        check.parameters().forEach((name, value) -> add(text, name, value));
      }
    }
    return text.toString();
  }

  /// An evaluator without these keeps the version that it had before there were any.
  private static void addAsked(StringBuilder text, Method.Asked asked) {
    if (!asked.isPlain()) {
      add(text, "showing", PromptWriter.SHOWING);
    }
    if (asked.layout() != null) {
      add(text, "template", asked.layout().text());
    }
    for (Example example : asked.examples()) {
      example.fields().forEach((field, shown) -> add(text, "example " + field.wireName(), shown));
      add(text, "example label", example.label());
      add(text, "example explanation", example.explanation());
    }
  }

  private static void add(StringBuilder text, String key, String value) {
    text.append(key).append(' ').append(value.length()).append(' ').append(value).append('\n');
  }
}
