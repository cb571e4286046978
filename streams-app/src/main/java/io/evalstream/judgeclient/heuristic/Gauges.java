package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The counts that are weighed by numbers which `bench/fit` finds, by the evaluator that they are
/// fitted for.
public final class Gauges {

  private Gauges() {}

  public static Map<String, Gauge> fitted() {
    return fitted(new Words());
  }

  static Map<String, Gauge> fitted(Words words) {
    return new TreeMap<>(
        Map.of(
            "answer_relevance", new Answering(words),
            "correctness", new Agreement(),
            "document_relevance", new Overlap(words),
            "faithfulness", new Support(words),
            "jailbreak", new Spotted(Phrases.load("jailbreak"), List.of(Field.QUESTION)),
            "prompt_injection",
                new Spotted(
                    Phrases.load("prompt_injection"), List.of(Field.DOCUMENT, Field.DOCUMENTS)),
            "refusal", new Decline(),
            "toxicity", new Insult()));
  }
}
