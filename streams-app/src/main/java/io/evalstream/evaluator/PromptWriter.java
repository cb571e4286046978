package io.evalstream.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.evalstream.judge.Prompt;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Writes the prompt that puts an evaluator to an LLM.
///
/// Judged texts are data, never instructions. Each stands in a block whose tag carries a nonce that
/// its author cannot know, and what looks like such a tag inside a text is defused, see
/// [QuotedText]. The rules of the judge are in the system message; question, criteria and labels
/// follow after the data, so the last word is ours.
///
/// Safe for use by many threads at once.
public final class PromptWriter {

  /// The wording of the templates; part of every evaluator's version. Raise it with each change.
  static final String FRAME = "1";

  /// The wording around examples and the reading of templates; part of the version of evaluators
  /// that have them.
  static final String SHOWING = "1";

  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9]{8,64}");

  private final Template system = template("system.mustache");
  private final Template user = template("user.mustache");
  private final Template examples = template("examples.mustache");

  /// For a reply with an explanation.
  public Prompt write(Evaluator evaluator, Map<Field, String> fields, String nonce) {
    return write(evaluator, fields, nonce, true);
  }

  /// Shows the fields that the evaluator reads and that `fields` holds.
  ///
  /// @param nonce 8 to 64 letters and digits, hard to guess for the authors of the judged texts
  /// @param explained whether the reply is to hold an explanation before the label
  public Prompt write(
      Evaluator evaluator, Map<Field, String> fields, String nonce, boolean explained) {
    if (!NONCE.matcher(nonce).matches()) {
      throw new IllegalArgumentException("nonce must match " + NONCE);
    }
    Map<String, Object> context =
        Map.of(
            "nonce", nonce,
            "opening", opening(evaluator, fields, nonce, explained),
            "explained", explained,
            "blocks", blocks(evaluator, fields),
            "question", evaluator.rubric().question(),
            "guidance", evaluator.rubric().guidance(),
            "labels", evaluator.labels().stream().map(PromptWriter::entry).toList());
    return new Prompt(system.execute(context).strip(), user.execute(context).strip());
  }

  /// What stands before the blocks, or in place of them.
  private String opening(
      Evaluator evaluator, Map<Field, String> fields, String nonce, boolean explained) {
    if (!(evaluator.method() instanceof Method.Asked(Layout layout, List<Example> all))) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (!all.isEmpty()) {
      Map<String, Object> context =
          Map.of("nonce", nonce, "explained", explained, "examples", shown(all));
      parts.add(examples.execute(context).strip());
    }
    if (layout != null) {
      parts.add(layout.show(field -> block(field, fields.getOrDefault(field, ""), nonce)));
    }
    return String.join("\n\n", parts);
  }

  private static List<Map<String, Object>> shown(List<Example> examples) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Example example : examples) {
      List<Map<String, String>> texts = new ArrayList<>();
      example.fields().forEach((field, text) -> texts.add(named(field, text)));
      shown.add(
          Map.of(
              "number",
              shown.size() + 1,
              "texts",
              texts,
              "explanation",
              quoted(example.explanation()),
              "label",
              quoted(example.label())));
    }
    return shown;
  }

  private static String block(Field field, String text, String nonce) {
    return text.isBlank()
        ? ""
        : "<data-%s name=\"%s\">\n%s\n</data-%s>"
            .formatted(nonce, field.wireName(), QuotedText.of(text), nonce);
  }

  private static Map<String, String> named(Field field, String text) {
    return Map.of("name", field.wireName(), "text", QuotedText.of(text));
  }

  private static List<Map<String, String>> blocks(Evaluator evaluator, Map<Field, String> fields) {
    if (evaluator.method() instanceof Method.Asked asked && asked.layout() != null) {
      return List.of();
    }
    return evaluator.inputs().reads().stream()
        .filter(field -> !fields.getOrDefault(field, "").isBlank())
        .map(field -> named(field, fields.getOrDefault(field, "")))
        .toList();
  }

  private static Map<String, String> entry(Label label) {
    return Map.of("name", label.name(), "meaning", label.meaning());
  }

  /// As JSON, the form in which the judge is to answer.
  private static String quoted(String text) {
    return new TextNode(text).toString();
  }

  private static Template template(String name) {
    String path = "/evaluators/" + name;
    try (Reader source =
        new InputStreamReader(
            Objects.requireNonNull(PromptWriter.class.getResourceAsStream(path), path), UTF_8)) {
      return Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).compile(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
