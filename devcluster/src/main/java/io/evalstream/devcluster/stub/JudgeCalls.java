package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireConnection;
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
  private volatile Conduct conduct;

  JudgeCalls(Answerer answerer, Faults faults, InstantSource clock) {
    this.answerer = answerer;
    this.clock = clock;
    this.conduct = Conduct.of(faults);
  }

  synchronized void setFaults(Faults faults) {
    conduct = conduct.changedTo(faults);
  }

  Faults faults() {
    return conduct.faults();
  }

  JudgeStats stats() {
    return counts.stats();
  }

  /// Takes one call from its request to its end.
  ///
  /// Faults that change after it was counted do not touch it. A client that has its reply finds it
  /// counted as over.
  void handle(WireRequest http, WireConnection connection)
      throws IOException, InterruptedException {
    Conduct now = conduct;
    counts.begin();
    Deed deed;
    try {
      deed = deed(http, now);
      if (deed instanceof Deed.Hang) {
        deed.perform(connection);
        return;
      }
    } finally {
      counts.end();
    }
    deed.perform(connection);
  }

  private Deed deed(WireRequest http, Conduct now) throws InterruptedException {
    long id = ids.incrementAndGet();
    AccountState state = now.faults().state();
    if (state != AccountState.OK) {
      counts.count(state.ending());
      return CallReplies.turnedAway(id, state);
    }
    ChatRequest request;
    try {
      request = ChatRequest.parse(http.body());
    } catch (IllegalArgumentException e) {
      counts.count(Ending.INVALID);
      return CallReplies.turnedAway(id, OpenAiError.invalid(String.valueOf(e.getMessage())));
    }
    Admission admission = now.limiter().admit(request.tokens());
    CallReplies replies = new CallReplies(id, clock.instant().getEpochSecond(), request, admission);
    if (!admission.granted()) {
      counts.count(Ending.RATE_LIMITED);
      return replies.overLimit();
    }
    return work(now.dice(), request, replies);
  }

  private Deed work(FaultDice dice, ChatRequest request, CallReplies replies)
      throws InterruptedException {
    Verdict verdict;
    try {
      verdict = answerer.answer(request.evaluator(), request.labels(), request.blocks());
    } catch (NoAnswerException e) {
      counts.count(Ending.UNKNOWN);
      return replies.unknown(e);
    }
    FaultDice.Lot lot = dice.roll();
    Thread.sleep(lot.delay());
    counts.count(lot.ending());
    return replies.deed(lot.ending(), verdict);
  }
}
