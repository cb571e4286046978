package io.evalstream.judgeclient.heuristic;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.Requirement;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Judges by counting words: free, instant, deterministic, and nobody else reads the texts.
///
/// *When to use.* For a first look, for demonstrations, and as a cheap watch over everything beside
/// an LLM judge on a sample. It knows the built-in evaluators and no other. It does not understand
/// language: each explanation says what was counted, so that nobody takes it for a reading.
///
/// Safe for use by many threads at once.
public final class HeuristicJudge implements Judge {

  private static final Usage USAGE = new Usage("heuristic-1", 0, 0, null);

  private final String name;
  private final EvaluatorLibrary library = EvaluatorLibrary.builtIn();
  private final Map<String, Heuristic> heuristics;

  public HeuristicJudge(String name) {
    this.name = name;
    Words words = new Words();
    Support support = new Support(words);
    this.heuristics =
        new TreeMap<>(
            Map.of(
                "faithfulness", support,
                "document_relevance", new Overlap(words),
                "correctness", new Agreement(support),
                "toxicity", new Insult(),
                "refusal", new Decline()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest request, Attempt attempt) {
    return new CallResult.Answered<>(reply(request));
  }

  @Override
  public void close() {}

  private JudgeReply reply(JudgeRequest request) {
    Heuristic heuristic = heuristics.get(request.evaluator());
    if (heuristic == null) {
      return notEvaluable(
          "the heuristic judge knows only %s; configure an LLM judge for '%s'"
              .formatted(String.join(", ", heuristics.keySet()), request.evaluator()));
    }
    Map<Field, String> fields = fields(request);
    List<Requirement> missing = library.find(request.evaluator()).orElseThrow().missing(fields);
    if (!missing.isEmpty()) {
      return notEvaluable("there is no " + missing.getFirst());
    }
    return heuristic
        .find(fields)
        .map(finding -> reply(request, finding))
        .orElseGet(() -> notEvaluable("the texts hold no words to count"));
  }

  private static JudgeReply reply(JudgeRequest request, Finding finding) {
    if (!request.labels().contains(finding.label())) {
      return notEvaluable(
          "the heuristic judge would say '%s', which is none of the labels %s"
              .formatted(finding.label(), request.labels()));
    }
    return new JudgeReply.Labelled(finding.label(), "heuristic: " + finding.measure(), USAGE);
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
