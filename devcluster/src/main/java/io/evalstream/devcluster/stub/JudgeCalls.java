package io.evalstream.devcluster.stub;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Answers calls for chat completions, each the way the dice say.
///
/// A handler may sleep, so each call has its own virtual thread.
final class JudgeCalls {

  private static final String JSON_TYPE = "application/json";

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
  void handle(Context http) throws IOException {
    counts.begin();
    try {
      answer(http);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Connection.of(http).reset();
    } finally {
      counts.end();
    }
  }

  private void answer(Context http) throws IOException, InterruptedException {
    String id = String.valueOf(ids.incrementAndGet());
    http.header("x-request-id", "req_" + id);
    ChatRequest request;
    Verdict verdict;
    try {
      request = ChatRequest.parse(http.body());
      verdict = answerer.answer(request.evaluator(), request.labels(), request.blocks());
    } catch (NoAnswerException e) {
      refuse(http, Ending.UNKNOWN, OpenAiError.unknown(String.valueOf(e.getMessage())));
      return;
    } catch (IllegalArgumentException e) {
      refuse(http, Ending.INVALID, OpenAiError.invalid(String.valueOf(e.getMessage())));
      return;
    }
    FaultDice.Lot lot = dice.roll();
    Thread.sleep(lot.delay());
    counts.count(lot.ending());
    end(http, lot.ending(), id, request, verdict);
  }

  private void refuse(Context http, Ending ending, OpenAiError error) {
    counts.count(ending);
    fail(http, error);
  }

  private void end(Context http, Ending ending, String id, ChatRequest request, Verdict verdict)
      throws IOException, InterruptedException {
    switch (ending) {
      case ANSWERED -> reply(http, id, request, ChatReply.answered(verdict));
      case BROKEN_JSON -> reply(http, id, request, ChatReply.brokenJson(verdict));
      case WRONG_LABEL -> reply(http, id, request, ChatReply.wrongLabel(verdict));
      case TRUNCATED -> reply(http, id, request, ChatReply.truncated(verdict));
      case REFUSED -> reply(http, id, request, ChatReply.refused());
      case RATE_LIMITED -> rateLimit(http);
      case SERVER_ERROR -> fail(http, OpenAiError.server(serverErrorStatus(id), "Try again."));
      case HANG -> hang(http);
      case RESET -> Connection.of(http).reset();
      case INVALID, UNKNOWN -> throw new IllegalStateException("no fault: " + ending);
    }
  }

  private void reply(Context http, String id, ChatRequest request, ChatReply reply) {
    putLimits(http, "9999", "6ms");
    http.contentType(JSON_TYPE).result(reply.body(id, clock.instant().getEpochSecond(), request));
  }

  private static void rateLimit(Context http) {
    putLimits(http, "0", "1s");
    http.header("Retry-After", "1");
    fail(http, OpenAiError.rateLimited());
  }

  private static void putLimits(Context http, String remaining, String reset) {
    http.header("x-ratelimit-limit-requests", "10000");
    http.header("x-ratelimit-remaining-requests", remaining);
    http.header("x-ratelimit-reset-requests", reset);
    http.header("x-ratelimit-limit-tokens", "10000000");
    http.header("x-ratelimit-remaining-tokens", "9990000");
    http.header("x-ratelimit-reset-tokens", reset);
  }

  private static int serverErrorStatus(String id) {
    return Long.parseLong(id) % 2 == 0 ? 500 : 503;
  }

  private static void hang(Context http) throws IOException, InterruptedException {
    http.contentType(JSON_TYPE);
    http.res().flushBuffer();
    Thread.sleep(Faults.LONGEST);
    Connection.of(http).reset();
  }

  static void fail(Context http, OpenAiError error) {
    http.status(error.status()).contentType(JSON_TYPE).result(error.body());
  }
}
