package io.evalstream.judgeclient.heuristic;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The heuristic of each evaluator.
final class Heuristics {

  private final Words words = new Words();
  private final Map<String, Gauge> gauges = Gauges.fitted(words);
  private final Formulas formulas = Formulas.fitted();

  private Heuristics() {}

  static Map<String, Heuristic> all() {
    Heuristics parts = new Heuristics();
    Map<String, Heuristic> all = new TreeMap<>();
    all.put("faithfulness", parts.weighed("faithfulness", "faithful", "unfaithful"));
    all.put(
        "correctness",
        new Correctness(
            parts.weighed("correctness", "correct", "incorrect"),
            parts.weighed("faithfulness", "correct", "incorrect")));
    all.put("document_relevance", parts.weighed("document_relevance", "relevant", "irrelevant"));
    all.put("retrieval_relevance", parts.retrieval());
    all.put("answer_relevance", parts.weighed("answer_relevance", "relevant", "off_topic"));
    all.put("toxicity", parts.weighed("toxicity", "non_toxic", "toxic"));
    all.put("refusal", new Refusal(parts.weighed("refusal", "compliance", "refusal")));
    all.put("jailbreak", parts.weighed("jailbreak", "benign", "jailbreak"));
    all.put("prompt_injection", parts.weighed("prompt_injection", "clean", "injected"));
    all.put("pii_leak", new PersonalData());
    all.put("conciseness", new Padding(parts.words));
    return all;
  }

  private Weighed weighed(String evaluator, String passing, String failing) {
    Gauge gauge = Objects.requireNonNull(gauges.get(evaluator), evaluator);
    return new Weighed(gauge, formulas.of(evaluator, gauge), passing, failing);
  }

  /// Weighs as [Overlap] does: a retrieval is as relevant as its best document.
  private Weighed retrieval() {
    Gauge best = new Retrieved(new Overlap(words));
    return new Weighed(best, formulas.of("document_relevance", best), "relevant", "irrelevant");
  }
}
