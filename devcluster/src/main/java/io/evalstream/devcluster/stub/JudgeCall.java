package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireConnection;
import io.evalstream.devcluster.wire.WireRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The way of one call: past the state of the account, the rate limits, its lot, the line before
/// the places, and the latency, to its end.
///
/// @param id names the call
/// @param came when
/// @param key its `Idempotency-Key`, null when it has none
/// @param dialect of the API that is called
record JudgeCall(
    long id,
    Instant came,
    @Nullable String key,
    Dialect dialect,
    Conduct conduct,
    Answerer answerer,
    CallCounts counts,
    Places places) {

  /// Says what is to be done to the connection, when it is time to.
  Deed deed(WireRequest http, WireConnection connection) throws InterruptedException {
    AccountState state = conduct.faults().state();
    if (state != AccountState.OK) {
      return endAtOnce(state.ending(), CallReplies.turnedAway(id, dialect, state));
    }
    ChatRequest request;
    try {
      request = dialect.read(http);
    } catch (IllegalArgumentException e) {
      return invalid(new Trouble.Invalid(String.valueOf(e.getMessage())));
    }
    Abilities abilities = conduct.faults().abilities();
    if (!abilities.understands().contains(request.format())) {
      return invalid(new Trouble.NotUnderstood(request.format()));
    }
    if (!abilities.hasRoomFor(request)) {
      return invalid(new Trouble.TooLong(request.promptTokens(), abilities.contextTokens()));
    }
    return admit(request, connection);
  }

  private Deed invalid(Trouble trouble) {
    return endAtOnce(Ending.INVALID, CallReplies.turnedAway(id, dialect, trouble));
  }

  private Deed admit(ChatRequest request, WireConnection connection) throws InterruptedException {
    Admission admission = conduct.limiter().admit(request.tokens());
    CallReplies replies = new CallReplies(id, came, dialect, request, admission);
    if (!admission.granted()) {
      return endAtOnce(Ending.RATE_LIMITED, replies.overLimit());
    }
    Verdict verdict;
    try {
      verdict = answerer.answer(request.evaluator(), request.labels(), request.blocks());
    } catch (NoAnswerException e) {
      return endAtOnce(Ending.UNKNOWN, replies.unknown(e));
    } catch (RuntimeException e) {
      return endAtOnce(Ending.SERVER_ERROR, replies.failed(e));
    }
    FaultDice.Lot lot = conduct.dice().roll();
    if (lot.ending() == Ending.RATE_LIMITED) {
      return endAtOnce(Ending.RATE_LIMITED, replies.deed(Ending.RATE_LIMITED, verdict));
    }
    return end(workAtPlace(lot, connection), replies, verdict);
  }

  private Ending workAtPlace(FaultDice.Lot lot, WireConnection connection)
      throws InterruptedException {
    boolean waited = !places.tryTake();
    if (waited) {
      places.take();
    }
    try {
      return waited && connection.isGone() ? abandon() : work(lot);
    } finally {
      places.giveBack();
    }
  }

  private Ending abandon() {
    counts.foresee(key, Ending.ABANDONED);
    return Ending.ABANDONED;
  }

  private Ending work(FaultDice.Lot lot) throws InterruptedException {
    counts.foresee(key, lot.ending());
    Thread.sleep(lot.delay());
    return lot.ending();
  }

  private Deed end(Ending ending, CallReplies replies, Verdict verdict) {
    counts.count(ending);
    return replies.deed(ending, verdict);
  }

  private Deed endAtOnce(Ending ending, Deed deed) {
    counts.foresee(key, ending);
    counts.count(ending);
    return deed;
  }
}
