package io.evalstream.console.page;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.JudgedTrace;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Prompt;
import io.evalstream.judgeclient.code.CodeJudge;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.Rehearsal;
import org.jspecify.annotations.Nullable;

/// What the judge of an evaluator would read of a trace, to the letter; of one that is code, what
/// it finds.
///
/// @param traceId of the trace
/// @param address of its page
/// @param json where the texts of the trace are whole
/// @param document that is judged; null when none is
/// @param shown the texts that the prompt holds
/// @param missing what the trace lacks; empty when it can be judged
/// @param size of the prompt, in words
/// @param system the first part of the prompt; null when nobody is asked
/// @param user the second part
/// @param found what the code finds; empty when a judge is asked
record RehearsalView(
    String traceId,
    String address,
    String json,
    @Nullable String document,
    String shown,
    String missing,
    String size,
    @Nullable LongText system,
    @Nullable LongText user,
    String found) {

  private static final double CHARACTERS_PER_TOKEN = 4;
  private static final int OPENING = 6_000;
  private static final int OPENING_LINES = 80;

  static RehearsalView of(Evaluator evaluator, AskedEvaluators evaluators, JudgedTrace trace) {
    Rehearsal rehearsal =
        Rehearsal.of(
            evaluator, trace.getEvent(), trace.getRetrievals(), evaluators.explain(evaluator));
    Prompt prompt = rehearsal.request().prompt();
    boolean asked = !evaluator.isCoded();
    return new RehearsalView(
        trace.getTraceId(),
        PageAddress.trace(trace.getTraceId()),
        PageAddress.json(trace.getTraceId()),
        rehearsal.documentId(),
        DefinitionView.names(rehearsal.shown()),
        DefinitionView.needs(rehearsal.missing()),
        asked ? size(prompt) : "",
        asked ? text(prompt.system()) : null,
        asked ? text(prompt.user()) : null,
        asked ? "" : found(rehearsal, evaluators));
  }

  private static LongText text(String text) {
    return LongText.of(text, OPENING, OPENING_LINES);
  }

  private static String size(Prompt prompt) {
    int characters = prompt.characters();
    return "%s characters, about %s tokens"
        .formatted(
            Numbers.count(characters),
            Numbers.count((long) Math.ceil(characters / CHARACTERS_PER_TOKEN)));
  }

  private static String found(Rehearsal rehearsal, AskedEvaluators evaluators) {
    try (CodeJudge judge = new CodeJudge(Bench.CODE_JUDGE, evaluators.library())) {
      return switch (judge.reply(rehearsal.request())) {
        case JudgeReply.Labelled labelled -> labelled.label() + " (" + labelled.explanation() + ")";
        case JudgeReply.Unlabelled none ->
            none.outcome().wireName() + " (" + none.explanation() + ")";
      };
    }
  }
}
