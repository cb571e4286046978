package io.evalstream.judgeclient;

import io.evalstream.async.Cost;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.Usage;

/// The tokens of a call: before it, as rate limits count them, the prompt at four characters a
/// token and the room for the reply [1]; after it, what was used.
///
/// [1] https://platform.openai.com/docs/guides/rate-limits
record TokenCost(int maxOutputTokens) implements Cost<JudgeRequest, JudgeReply> {

  private static final double CHARACTERS_PER_TOKEN = 4;
  private static final double UNKNOWN = -1;

  @Override
  public double before(JudgeRequest question) {
    return promptTokens(question.prompt()) + maxOutputTokens;
  }

  static double promptTokens(Prompt prompt) {
    return prompt.characters() / CHARACTERS_PER_TOKEN;
  }

  @Override
  public double after(JudgeReply answer) {
    Usage usage = answer.usage();
    long tokens = usage.inputTokens() + usage.outputTokens();
    return tokens == 0 && !answer.provenance().cached() ? UNKNOWN : (double) tokens;
  }
}
