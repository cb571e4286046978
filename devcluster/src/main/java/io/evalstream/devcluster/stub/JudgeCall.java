package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireConnection;
import io.evalstream.devcluster.wire.WireRequest;
import java.time.Instant;

/// The way of one call: past the state of the account, the rate limits, its lot, the line before
/// the places, and the latency, to its end.
///
/// @param id names the call
/// @param came when
record JudgeCall(
    long id, Conduct conduct, Answerer answerer, CallCounts counts, Places places, Instant came) {

  /// Says what is to be done to the connection, when it is time to.
  Deed deed(WireRequest http, WireConnection connection) throws InterruptedException {
    AccountState state = conduct.faults().state();
    if (state != AccountState.OK) {
      return endNow(state.ending(), CallReplies.turnedAway(id, state));
    }
    ChatRequest request;
    try {
      request = ChatRequest.parse(http.body());
    } catch (IllegalArgumentException e) {
      OpenAiError error = OpenAiError.invalid(String.valueOf(e.getMessage()));
      return endNow(Ending.INVALID, CallReplies.turnedAway(id, error));
    }
    return admit(request, connection);
  }

  private Deed admit(ChatRequest request, WireConnection connection) throws InterruptedException {
    Admission admission = conduct.limiter().admit(request.tokens());
    CallReplies replies = new CallReplies(id, came.getEpochSecond(), request, admission);
    if (!admission.granted()) {
      return endNow(Ending.RATE_LIMITED, replies.overLimit());
    }
    Verdict verdict;
    try {
      verdict = answerer.answer(request.evaluator(), request.labels(), request.blocks());
    } catch (NoAnswerException e) {
      return endNow(Ending.UNKNOWN, replies.unknown(e));
    }
    FaultDice.Lot lot = conduct.dice().roll();
    Ending ending = lot.ending() == Ending.RATE_LIMITED ? lot.ending() : work(lot, connection);
    return endNow(ending, replies.deed(ending, verdict));
  }

  private Ending work(FaultDice.Lot lot, WireConnection connection) throws InterruptedException {
    boolean waited = !places.tryTake();
    if (waited) {
      places.take();
    }
    try {
      if (waited && connection.isGone()) {
        return Ending.ABANDONED;
      }
      Thread.sleep(lot.delay());
      return lot.ending();
    } finally {
      places.giveBack();
    }
  }

  private Deed endNow(Ending ending, Deed deed) {
    counts.count(ending);
    return deed;
  }
}
