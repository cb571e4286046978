package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireConnection;
import io.evalstream.devcluster.wire.WireReply;
import io.evalstream.devcluster.wire.WireRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Answers calls for chat completions, each the way the dice say.
///
/// A handler may sleep, so each call has a virtual thread.
final class JudgeCalls {

  private final Answerer answerer;
  private final InstantSource clock;
  private final CallCounts counts = new CallCounts();
  private final AtomicLong ids = new AtomicLong();
  private volatile FaultDice dice;

  JudgeCalls(Answerer answerer, Faults faults, InstantSource clock) {
    this.answerer = answerer;
    this.clock = clock;
    this.dice = new FaultDice(faults);
  }

  void setFaults(Faults faults) {
    dice = new FaultDice(faults);
  }

  Faults faults() {
    return dice.faults();
  }

  JudgeStats stats() {
    return counts.stats();
  }

  /// Takes one call from its request to its end.
  ///
  /// A client that has its reply finds the call counted as over.
  void handle(WireRequest http, WireConnection connection)
      throws IOException, InterruptedException {
    counts.begin();
    Deed deed;
    try {
      deed = deed(http);
      if (deed instanceof Deed.Hang) {
        deed.perform(connection);
        return;
      }
    } finally {
      counts.end();
    }
    deed.perform(connection);
  }

  private Deed deed(WireRequest http) throws InterruptedException {
    long id = ids.incrementAndGet();
    ChatRequest request;
    Verdict verdict;
    try {
      request = ChatRequest.parse(http.body());
      verdict = answerer.answer(request.evaluator(), request.labels(), request.blocks());
    } catch (NoAnswerException e) {
      return refuse(id, Ending.UNKNOWN, OpenAiError.unknown(String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException e) {
      return refuse(id, Ending.INVALID, OpenAiError.invalid(String.valueOf(e.getMessage())));
    }
    FaultDice.Lot lot = dice.roll();
    Thread.sleep(lot.delay());
    counts.count(lot.ending());
    return end(lot.ending(), id, request, verdict);
  }

  private Deed refuse(long id, Ending ending, OpenAiError error) {
    counts.count(ending);
    return new Deed.Reply(named(id, error.reply()));
  }

  private Deed end(Ending ending, long id, ChatRequest request, Verdict verdict) {
    return switch (ending) {
      case ANSWERED -> reply(id, request, ChatReply.answered(verdict));
      case BROKEN_JSON -> reply(id, request, ChatReply.brokenJson(verdict));
      case WRONG_LABEL -> reply(id, request, ChatReply.wrongLabel(verdict));
      case TRUNCATED -> reply(id, request, ChatReply.truncated(verdict));
      case REFUSED -> reply(id, request, ChatReply.refused());
      case RATE_LIMITED -> rateLimit(id);
      case SERVER_ERROR ->
          new Deed.Reply(
              named(id, OpenAiError.server(id % 2 == 0 ? 500 : 503, "Try again.").reply()));
      case HANG -> new Deed.Hang(chat(id, request, ChatReply.answered(verdict)));
      case RESET -> new Deed.Reset();
      case INVALID, UNKNOWN -> throw new IllegalStateException("no fault: " + ending);
    };
  }

  private Deed reply(long id, ChatRequest request, ChatReply reply) {
    return new Deed.Reply(chat(id, request, reply));
  }

  private WireReply chat(long id, ChatRequest request, ChatReply reply) {
    long created = clock.instant().getEpochSecond();
    WireReply wire = WireReply.json(200, reply.body(String.valueOf(id), created, request));
    return withLimits(named(id, wire), "9999", "6ms");
  }

  private static Deed rateLimit(long id) {
    WireReply reply = named(id, OpenAiError.rateLimited().reply()).header("Retry-After", "1");
    return new Deed.Reply(withLimits(reply, "0", "1s"));
  }

  private static WireReply named(long id, WireReply reply) {
    return reply.header("x-request-id", "req_" + id);
  }

  private static WireReply withLimits(WireReply reply, String remaining, String reset) {
    return reply
        .header("x-ratelimit-limit-requests", "10000")
        .header("x-ratelimit-remaining-requests", remaining)
        .header("x-ratelimit-reset-requests", reset)
        .header("x-ratelimit-limit-tokens", "10000000")
        .header("x-ratelimit-remaining-tokens", "9990000")
        .header("x-ratelimit-reset-tokens", reset);
  }
}
