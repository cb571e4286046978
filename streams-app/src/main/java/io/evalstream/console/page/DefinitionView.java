package io.evalstream.console.page;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Example;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.Method;
import io.evalstream.evaluator.Requirement;
import io.evalstream.evaluator.check.Check;
import io.evalstream.trace.TraceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an evaluator asks, by what it decides and where it is used.
///
/// @param guidance the criteria; null when the question says it all
/// @param template of its own; null when the texts are shown one after the other
/// @param code the check that finds the label; empty when a judge is asked
/// @param rehearsal what the judge would read of a trace; null when there is no trace to show it by
/// @param trace that was asked for; empty for the newest one
/// @param missing said when there is no trace; empty otherwise
record DefinitionView(
    String id,
    String description,
    List<Fact> facts,
    String question,
    @Nullable String guidance,
    List<LabelView> labels,
    @Nullable String template,
    List<Shown> examples,
    String code,
    List<Where> uses,
    @Nullable RehearsalView rehearsal,
    String trace,
    String missing) {

  /// An example that the judge is shown.
  record Shown(int number, List<Fact> texts, Badge label, String explanation) {}

  /// @param address of the page of the evaluator in the app
  /// @param failing address of the traces that fail by it
  record Where(String app, String address, String failing, String share) {}

  static DefinitionView of(
      Evaluator evaluator,
      AskedEvaluators evaluators,
      @Nullable RehearsalView rehearsal,
      String trace,
      String missing) {
    String guidance = evaluator.rubric().guidance();
    return new DefinitionView(
        evaluator.id(),
        evaluator.description(),
        facts(evaluator, evaluators),
        evaluator.rubric().question(),
        guidance.isBlank() ? null : guidance,
        evaluator.labels().stream().map(LabelView::of).toList(),
        template(evaluator),
        examples(evaluator),
        code(evaluator),
        evaluators.uses(evaluator.id()).stream().map(use -> where(use, evaluator)).toList(),
        rehearsal,
        trace,
        missing);
  }

  /// What the form sends.
  String traceAttribute() {
    return ShownText.attribute(trace);
  }

  boolean isUsed() {
    return !uses.isEmpty();
  }

  boolean hasExamples() {
    return !examples.isEmpty();
  }

  private static List<Fact> facts(Evaluator evaluator, AskedEvaluators evaluators) {
    Fact.Facts facts =
        new Fact.Facts()
            .add("Looks at", Badge.plain(evaluator.target().wireName()))
            .add("Direction", EvaluatorList.direction(evaluator))
            .add(
                "Judge",
                evaluator.isCoded() ? "none: code finds the label" : evaluators.judge(evaluator))
            .add("Needs", needs(evaluator.inputs().requires()))
            .add("Reads", names(evaluator.inputs().reads()))
            .add("Also called", String.join(", ", evaluator.aliases()))
            .add("Version", evaluators.library().version(evaluator))
            .add("Defined", evaluator.custom() ? "in the configuration" : "built in");
    if (!evaluator.scope().when().equals(TraceFilter.ALL)) {
      facts.add("Only when", evaluator.scope().when().facts().toString());
    }
    return facts.list();
  }

  static String needs(List<Requirement> requires) {
    return requires.stream().map(Requirement::toString).collect(Collectors.joining(", "));
  }

  static String names(List<Field> fields) {
    return fields.stream().map(Field::wireName).collect(Collectors.joining(", "));
  }

  private static @Nullable String template(Evaluator evaluator) {
    return evaluator.method() instanceof Method.Asked asked && asked.layout() != null
        ? asked.layout().text()
        : null;
  }

  private static List<Shown> examples(Evaluator evaluator) {
    List<Shown> shown = new ArrayList<>();
    if (evaluator.method() instanceof Method.Asked asked) {
      for (Example example : asked.examples()) {
        Fact.Facts texts = new Fact.Facts();
        example.fields().forEach((field, text) -> texts.add(field.wireName(), text));
        Badge label =
            evaluator
                .label(example.label())
                .map(found -> Badge.of(found.name(), found.fails()))
                .orElse(Badge.of(example.label(), null));
        shown.add(new Shown(shown.size() + 1, texts.list(), label, example.explanation()));
      }
    }
    return shown;
  }

  private static String code(Evaluator evaluator) {
    if (evaluator.method() instanceof Method.Coded(Check check)) {
      List<String> words = new ArrayList<>(List.of(check.kind().wireName()));
      check.parameters().forEach((name, given) -> words.add(name + ": " + given));
      return String.join(", ", words);
    }
    return "";
  }

  private static Where where(AskedEvaluators.Use use, Evaluator evaluator) {
    return new Where(
        use.app(),
        PageAddress.evaluator(use.app(), evaluator.id()),
        PageAddress.of("/traces", "app", use.app(), "evaluator", evaluator.id(), "failing", "true"),
        use.share());
  }
}
