package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.Label;
import io.evalstream.evaluator.Requirement;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.LocalJudge;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges by counting words: free, instant, deterministic, and nobody else reads the texts.
///
/// *When to use.* For a first look, for demonstrations, and as a cheap watch over everything beside
/// an LLM judge on a sample. It knows the built-in evaluators and no other. It does not understand
/// language: each explanation says what was counted, so that nobody takes it for a reading.
///
/// Safe for use by many threads at once.
public final class HeuristicJudge implements LocalJudge {

  /// Changes with the labels that it gives.
  public static final String MODEL = "heuristic-2";

  private static final Usage USAGE = new Usage(MODEL, 0, 0, 0.0);

  private final String name;
  private final EvaluatorLibrary library = EvaluatorLibrary.builtIn();
  private final Map<String, Heuristic> heuristics;

  public HeuristicJudge(String name) {
    this.name = name;
    this.heuristics = Heuristics.all();
  }

  /// The ids of the evaluators that it knows, in the order of the alphabet.
  public static Set<String> evaluators() {
    return Heuristics.all().keySet();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public JudgeReply reply(JudgeRequest request) {
    Heuristic heuristic = heuristics.get(request.evaluator());
    if (heuristic == null) {
      return notEvaluable(
          "the heuristic judge knows only %s; configure an LLM judge for '%s'"
              .formatted(String.join(", ", heuristics.keySet()), request.evaluator()));
    }
    Map<Field, String> fields = fields(request);
    Optional<Requirement> missing =
        library.find(request.evaluator()).stream()
            .flatMap(evaluator -> evaluator.missing(fields).stream())
            .findFirst();
    if (missing.isPresent()) {
      return notEvaluable("there is no " + missing.get());
    }
    return switch (heuristic.find(fields)) {
      case Finding.Decided found -> reply(request, found);
      case Finding.Unknown unknown -> notEvaluable(unknown.why());
    };
  }

  private JudgeReply reply(JudgeRequest request, Finding.Decided found) {
    return label(request, found)
        .<JudgeReply>map(
            label -> new JudgeReply.Labelled(label, "heuristic: " + found.measure(), USAGE))
        .orElseGet(
            () ->
                notEvaluable(
                    "the heuristic judge would say '%s', which is none of the labels %s"
                        .formatted(found.label(), request.labels())));
  }

  /// The usual label, or else the first one on the same side that the evaluator offers.
  private Optional<String> label(JudgeRequest request, Finding.Decided found) {
    if (request.labels().contains(found.label())) {
      return Optional.of(found.label());
    }
    return library.find(request.evaluator()).stream()
        .flatMap(evaluator -> evaluator.labels().stream())
        .filter(label -> label.fails() == found.fails())
        .map(Label::name)
        .filter(request.labels()::contains)
        .findFirst();
  }

  private static Map<Field, String> fields(JudgeRequest request) {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    request
        .fields()
        .forEach((name, text) -> Field.named(name).ifPresent(field -> fields.put(field, text)));
    return fields;
  }

  private static JudgeReply notEvaluable(String why) {
    return new JudgeReply.Unlabelled(Outcome.NOT_EVALUABLE, why, USAGE);
  }
}
