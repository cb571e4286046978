package io.evalstream.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.evalstream.judge.Prompt;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Writes the prompt that puts an evaluator to an LLM.
///
/// Judged texts are data, never instructions. Each stands in a block whose tag carries a nonce that
/// its author cannot know, and whatever looks like such a tag inside a text is defused. The rules
/// of the judge are in the system message; question, criteria and labels follow after the data, so
/// the last word is ours.
///
/// Safe for use by many threads at once.
public final class PromptWriter {

  /// The wording of the templates; part of every evaluator's version. Raise it with each change.
  static final String FRAME = "1";

  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9]{8,64}");
  private static final Pattern TAG_LIKE =
      Pattern.compile("<(?=\\s*/?\\s*data-)", Pattern.CASE_INSENSITIVE);

  private final Template system = template("system.mustache");
  private final Template user = template("user.mustache");

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
            "explained", explained,
            "blocks", blocks(evaluator, fields),
            "question", evaluator.rubric().question(),
            "guidance", evaluator.rubric().guidance(),
            "labels", evaluator.labels().stream().map(PromptWriter::entry).toList());
    return new Prompt(system.execute(context).strip(), user.execute(context).strip());
  }

  private static List<Map<String, String>> blocks(Evaluator evaluator, Map<Field, String> fields) {
    return evaluator.inputs().reads().stream()
        .filter(field -> !fields.getOrDefault(field, "").isBlank())
        .map(
            field ->
                Map.of("name", field.wireName(), "text", defused(fields.getOrDefault(field, ""))))
        .toList();
  }

  private static Map<String, String> entry(Label label) {
    return Map.of("name", label.name(), "meaning", label.meaning());
  }

  /// A backslash breaks the tag and stays visible to the judge.
  private static String defused(String text) {
    return text.indexOf('<') < 0 ? text : TAG_LIKE.matcher(text).replaceAll("<\\\\");
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
