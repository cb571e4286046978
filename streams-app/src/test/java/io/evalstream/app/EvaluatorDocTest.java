package io.evalstream.app;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Label;
import io.evalstream.evaluator.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the page of the built-in evaluators to their definitions.
final class EvaluatorDocTest {

  private static final String PAGE = "docs/evaluators.md";
  private static final Path WRITTEN = Path.of("target/evaluators.md");

  @Test
  void page_showsTheDefinitions() throws Exception {
    String page = page(EvaluatorLibrary.builtIn().all());
    Files.writeString(WRITTEN, page);

    if (!Files.exists(Documents.page(PAGE)) || !Documents.read(Documents.page(PAGE)).equals(page)) {
      throw new AssertionError(
          PAGE
              + " shows other evaluators than there are. Take the page that was written: cp"
              + " streams-app/"
              + WRITTEN
              + " "
              + PAGE);
    }
  }

  private static String page(List<Evaluator> evaluators) {
    return """
        # Evaluators

        The evaluators that are built in, as `./evalstream evaluators list` and `./evalstream evaluators show faithfulness` show them. A test writes this page from their definitions in `streams-app/src/main/resources/evaluators`. [custom-evaluators.md](custom-evaluators.md) tells how to define your own.

        Each looks at a target and chooses one of its labels; `!` marks the labels that fail, and the rates count these. Direction says how a name is to be read: of a quality to maximize, more is better; of one to minimize, less; neutral ones tell what happened. What an evaluator needs must be in the trace, or the judgement ends as `not_evaluable`.

        | evaluator | about | target | direction | labels | needs |
        |---|---|---|---|---|---|
        """
        + evaluators.stream().map(EvaluatorDocTest::row).collect(Collectors.joining())
        + evaluators.stream().map(EvaluatorDocTest::chapter).collect(Collectors.joining());
  }

  private static String row(Evaluator evaluator) {
    String labels =
        evaluator.labels().stream()
            .map(label -> "`" + label.name() + "`" + (label.fails() ? "!" : ""))
            .collect(Collectors.joining(", "));
    return "| [`%s`](#%s) | %s | %s | %s | %s | %s |%n"
        .formatted(
            evaluator.id(),
            evaluator.id(),
            evaluator.description(),
            evaluator.target().wireName(),
            evaluator.direction().wireName(),
            labels,
            evaluator.inputs().requires().stream()
                .map(Requirement::toString)
                .collect(Collectors.joining(", ")));
  }

  private static String chapter(Evaluator evaluator) {
    String reads =
        evaluator.inputs().reads().stream()
            .map(field -> field.wireName())
            .collect(Collectors.joining(", "));
    return "%n## %s%n%n%s%n%n".formatted(evaluator.id(), evaluator.rubric().question())
        + evaluator.labels().stream().map(EvaluatorDocTest::line).collect(Collectors.joining())
        + "%nReads: %s. Version: `%s`.%s%n"
            .formatted(reads, evaluator.version(), alsoCalled(evaluator.aliases()))
        + (evaluator.rubric().guidance().isEmpty()
            ? ""
            : "%n%s%n".formatted(evaluator.rubric().guidance()));
  }

  private static String line(Label label) {
    return "- `%s` %s: %s.%s%n"
        .formatted(
            label.name(),
            label.fails() ? "fails" : "passes",
            label.meaning(),
            alsoCalled(label.aliases()));
  }

  private static String alsoCalled(List<String> aliases) {
    return aliases.isEmpty()
        ? ""
        : aliases.stream().collect(Collectors.joining("`, `", " Also called `", "`."));
  }
}
