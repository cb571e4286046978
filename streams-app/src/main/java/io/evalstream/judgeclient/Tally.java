package io.evalstream.judgeclient;

import io.evalstream.judge.Usage;
import org.jspecify.annotations.Nullable;

/// Adds up what the calls of one attempt take. Owned by the thread of the attempt.
final class Tally {

  private final @Nullable Price price;
  private String model;
  private long inputTokens;
  private long outputTokens;

  Tally(String model, @Nullable Price price) {
    this.model = model;
    this.price = price;
  }

  void add(ChatCompletion completion) {
    inputTokens += completion.inputTokens();
    outputTokens += completion.outputTokens();
    if (!completion.model().isBlank()) {
      model = completion.model();
    }
  }

  Usage usage() {
    Double cost = price == null ? null : (Double) price.of(inputTokens, outputTokens);
    return new Usage(model, inputTokens, outputTokens, cost);
  }
}
