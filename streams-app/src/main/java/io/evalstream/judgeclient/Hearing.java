package io.evalstream.judgeclient;

import io.evalstream.async.CallResult;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One attempt to get a label: the question, and where it helps one more try.
///
/// A reply that is cut off is asked for once more with twice the room; a reply without a label is
/// answered once with what was wrong. Owned by the thread of the attempt.
final class Hearing {

  private static final int LONGEST_RAW_TEXT = 500;

  private final JudgeRequest request;
  private final ChatLine line;
  private final Faults faults;
  private final Tally tally;
  private final Instant deadline;
  private final List<Turn> turns = new ArrayList<>();
  private int maxTokens;
  private int calls;
  private boolean corrected;
  private boolean widened;

  Hearing(
      JudgeRequest request,
      ChatLine line,
      Faults faults,
      Tally tally,
      int maxTokens,
      Instant deadline) {
    this.request = request;
    this.line = line;
    this.faults = faults;
    this.tally = tally;
    this.maxTokens = maxTokens;
    this.deadline = deadline;
    turns.add(Turn.system(request.prompt().system()));
    turns.add(Turn.user(request.prompt().user()));
  }

  CallResult<JudgeReply> hold() throws IOException {
    while (true) {
      HttpAnswer answer = line.ask(request, turns, maxTokens, nextKey(), deadline);
      if (!answer.ok()) {
        return faults.of(answer, tally.usage());
      }
      ChatCompletion completion = ChatCompletion.read(answer.body());
      tally.add(completion);
      Optional<JudgeReply> end = endAfter(completion);
      if (end.isPresent()) {
        return new CallResult.Answered<>(end.get());
      }
    }
  }

  private Optional<JudgeReply> endAfter(ChatCompletion completion) {
    if (completion.refused()) {
      return without(Outcome.REFUSED, "the judge would not answer: " + completion.refusal());
    }
    return switch (verdict(completion.content())) {
      case Verdict.Given given ->
          Optional.of(new JudgeReply.Labelled(given.label(), given.explanation(), tally.usage()));
      case Verdict.Missing _ when completion.cutOff() -> widen(completion);
      case Verdict.Missing missing -> correct(completion, missing);
    };
  }

  private Verdict verdict(String content) {
    return request.isOpen() ? Verdict.readOpen(content) : Verdict.read(content, request.labels());
  }

  private Optional<JudgeReply> widen(ChatCompletion completion) {
    if (widened) {
      return without(
          Outcome.TRUNCATED,
          "the reply was cut off at %d tokens, raise max_output_tokens: %s"
              .formatted(maxTokens, completion.content()));
    }
    widened = true;
    maxTokens *= 2;
    return Optional.empty();
  }

  private Optional<JudgeReply> correct(ChatCompletion completion, Verdict.Missing missing) {
    if (corrected) {
      return without(Outcome.UNPARSEABLE, completion.content());
    }
    corrected = true;
    if (!completion.content().isBlank()) {
      turns.add(Turn.assistant(completion.content()));
    }
    turns.add(
        Turn.user(
            "Your reply cannot be used: %s. Reply again with one JSON object and nothing else: %s"
                .formatted(missing.problem(), shape())));
    return Optional.empty();
  }

  private String shape() {
    return request.isOpen()
        ? "{\"answer\": \"...\"}."
        : "{\"explanation\": \"...\", \"label\": \"...\"}, where the label is exactly one of: "
            + String.join(", ", request.labels())
            + ".";
  }

  private Optional<JudgeReply> without(Outcome outcome, String explanation) {
    String text = OneLine.cut(explanation.strip(), LONGEST_RAW_TEXT);
    return Optional.of(new JudgeReply.Unlabelled(outcome, text, tally.usage()));
  }

  /// A key names one question; the second question of an attempt is another one.
  private String nextKey() {
    calls++;
    return calls == 1 ? request.evaluationId() : request.evaluationId() + '-' + calls;
  }
}
