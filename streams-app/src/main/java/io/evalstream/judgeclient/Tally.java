package io.evalstream.judgeclient;

import io.evalstream.judge.Prompt;
import io.evalstream.judge.Usage;
import org.jspecify.annotations.Nullable;

/// Adds up what the calls of one attempt take. A call that does not say what it took costs what was
/// expected of it: the prompt, and the whole room for the reply. So a budget holds for APIs that
/// tell no usage too. Owned by the thread of the attempt.
final class Tally {

  private final @Nullable Price price;
  private final long expectedInputTokens;
  private final long expectedOutputTokens;
  private String model;
  private long inputTokens;
  private long outputTokens;
  private int untold;

  Tally(ChatApi api, Prompt prompt) {
    this.model = api.model();
    this.price = api.price();
    this.expectedInputTokens = (long) Math.ceil(TokenCost.promptTokens(prompt));
    this.expectedOutputTokens = api.maxOutputTokens();
  }

  void add(ChatCompletion completion) {
    inputTokens += completion.inputTokens();
    outputTokens += completion.outputTokens();
    if (completion.inputTokens() == 0 && completion.outputTokens() == 0) {
      untold++;
    }
    if (!completion.model().isBlank()) {
      model = completion.model();
    }
  }

  Usage usage() {
    Double cost = price == null ? null : (Double) cost(price);
    return new Usage(model, inputTokens, outputTokens, cost);
  }

  private double cost(Price price) {
    return price.of(
        inputTokens + untold * expectedInputTokens, outputTokens + untold * expectedOutputTokens);
  }
}
