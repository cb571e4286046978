package io.evalstream.judgeclient;

import io.evalstream.async.CallResult;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.trace.Opening;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One attempt to get a label: the question, and where it helps one more try.
///
/// A reply that is cut off is asked for once more with twice the room; a reply without a label is
/// answered once with what was wrong. Where only failures are explained, a label that fails is
/// asked about, and stands whatever comes of that. Owned by the thread of the attempt.
final class Hearing {

  private static final int LONGEST_RAW_TEXT = 500;

  private final JudgeRequest request;
  private final ReplyForm form;
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
    this.form = ReplyForm.of(request);
    this.line = line;
    this.faults = faults;
    this.tally = tally;
    this.maxTokens = maxTokens;
    this.deadline = deadline;
    turns.add(Turn.user(request.prompt().user()));
  }

  CallResult<JudgeReply> hold() throws IOException {
    while (true) {
      HttpAnswer answer = ask(form);
      if (!answer.ok()) {
        return faults.of(answer, tally.usage());
      }
      ChatCompletion completion = read(answer);
      Optional<JudgeReply> end = endAfter(completion);
      if (end.isPresent()) {
        return new CallResult.Answered<>(end.get());
      }
    }
  }

  private HttpAnswer ask(ReplyForm wanted) throws IOException {
    return ask(wanted, deadline);
  }

  private HttpAnswer ask(ReplyForm wanted, Instant until) throws IOException {
    Ask ask = new Ask(request, request.prompt().system(), turns, wanted, maxTokens);
    return line.ask(ask, nextKey(), until);
  }

  private ChatCompletion read(HttpAnswer answer) {
    ChatCompletion completion = line.read(answer);
    tally.add(completion);
    return completion;
  }

  private Optional<JudgeReply> endAfter(ChatCompletion completion) {
    if (completion.refused()) {
      return without(Outcome.REFUSED, "the judge would not answer: " + completion.refusal());
    }
    return switch (verdict(completion.content())) {
      case Verdict.Given given -> Optional.of(labelled(completion, given));
      case Verdict.Missing _ when completion.cutOff() -> widen(completion);
      case Verdict.Missing missing -> correct(completion, missing);
    };
  }

  private Verdict verdict(String content) {
    return request.isOpen() ? Verdict.readOpen(content) : Verdict.read(content, request.labels());
  }

  private JudgeReply labelled(ChatCompletion completion, Verdict.Given given) {
    String explanation =
        switch (request.explain()) {
          case ALWAYS -> given.explanation();
          case ON_FAIL -> request.failing().contains(given.label()) ? why(completion, given) : null;
          case NEVER -> null;
        };
    return new JudgeReply.Labelled(given.label(), explanation, tally.usage());
  }

  /// What the judge says about the label that it gave. A failure here is no reason to ask for
  /// another label.
  private @Nullable String why(ChatCompletion completion, Verdict.Given given) {
    turns.add(Turn.assistant(completion.content()));
    turns.add(
        Turn.user(
            """
            Explain the label %s in one to three sentences that name the evidence. Reply with one \
            JSON object and nothing else: %s"""
                .formatted(given.label(), ReplyForm.EXPLANATION.example())));
    try {
      HttpAnswer answer = ask(ReplyForm.EXPLANATION, line.halfOfTheTimeUntil(deadline));
      return answer.ok()
          ? Verdict.explanation(read(answer).content())
          : "no explanation, the API answered " + answer.status();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        return null;
      }
      return "no explanation, " + e.getClass().getSimpleName();
    }
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
        ? form.example() + "."
        : form.example()
            + ", where the label is exactly one of: "
            + String.join(", ", request.labels())
            + ".";
  }

  private Optional<JudgeReply> without(Outcome outcome, String explanation) {
    String text = Opening.marked(explanation.strip(), LONGEST_RAW_TEXT);
    return Optional.of(new JudgeReply.Unlabelled(outcome, text, tally.usage()));
  }

  /// A key names one question; the second question of an attempt is another one.
  private String nextKey() {
    calls++;
    return calls == 1 ? request.evaluationId() : request.evaluationId() + '-' + calls;
  }
}
