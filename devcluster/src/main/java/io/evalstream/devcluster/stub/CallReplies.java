package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireReply;
import java.time.Instant;

/// What can be said to a call that got as far as the rate limits.
///
/// @param id names the call
/// @param came when
record CallReplies(
    long id, Instant came, Dialect dialect, ChatRequest request, Admission admission) {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /// For a call that the state of the account turns away.
  static Deed turnedAway(long id, Dialect dialect, AccountState state) {
    return switch (state) {
      case QUOTA_EXHAUSTED -> turnedAway(id, dialect, new Trouble.NoQuota());
      case BAD_CREDENTIALS -> turnedAway(id, dialect, new Trouble.BadKey());
      case MODEL_NOT_FOUND -> turnedAway(id, dialect, new Trouble.NoModel());
      case DOWN -> new Deed.Close();
      case OK -> throw new IllegalStateException("nothing is wrong");
    };
  }

  /// For a call that does not get as far as the limits.
  static Deed turnedAway(long id, Dialect dialect, Trouble trouble) {
    return new Deed.Reply(named(id, dialect, dialect.error(trouble)));
  }

  private static WireReply named(long id, Dialect dialect, WireReply reply) {
    return reply.header(dialect.idHeader(), "req_" + id);
  }

  /// The limits do not let it in.
  Deed overLimit() {
    Trouble trouble = admission.trouble(request.model(), request.tokens());
    return rateLimited(trouble, admission, admission.waitNanos());
  }

  /// The answerer does not know its texts.
  Deed unknown(NoAnswerException e) {
    return error(new Trouble.Unknown(String.valueOf(e.getMessage())));
  }

  /// The answerer fails.
  Deed failed(RuntimeException e) {
    return error(new Trouble.Broken(String.valueOf(e.getMessage())));
  }

  /// It was let in, and this is its lot.
  Deed deed(Ending ending, Verdict verdict) {
    return switch (ending) {
      case ANSWERED -> new Deed.Reply(chat(ChatReply.answered(verdict, request.keys())));
      case BROKEN_JSON -> new Deed.Reply(chat(ChatReply.brokenJson(verdict)));
      case WRONG_LABEL -> new Deed.Reply(chat(ChatReply.wrongLabel(verdict, request.keys())));
      case TRUNCATED -> new Deed.Reply(chat(ChatReply.truncated(verdict, request.keys())));
      case REFUSED -> new Deed.Reply(chat(ChatReply.refused()));
      // By chance, whatever the limits say.
      case RATE_LIMITED ->
          rateLimited(new Trouble.RateLimited(), admission.spent(), NANOS_PER_SECOND);
      case SERVER_ERROR ->
          error(id % 2 == 0 ? new Trouble.Broken("Try again.") : new Trouble.Overloaded());
      case HANG -> new Deed.Hang(chat(ChatReply.answered(verdict, request.keys())));
      case RESET -> new Deed.Reset();
      case ABANDONED -> new Deed.Close();
      case GARBAGE -> new Deed.Garbage();
      case QUOTA_EXHAUSTED, BAD_CREDENTIALS, MODEL_NOT_FOUND, DOWN, INVALID, UNKNOWN ->
          throw new IllegalStateException("no lot: " + ending);
    };
  }

  private WireReply chat(ChatReply reply) {
    byte[] body = dialect.body(String.valueOf(id), came.getEpochSecond(), request, reply);
    return withHeaders(WireReply.json(200, body), admission);
  }

  private Deed error(Trouble trouble) {
    return new Deed.Reply(withHeaders(dialect.error(trouble), admission));
  }

  private Deed rateLimited(Trouble trouble, Admission told, long waitNanos) {
    WireReply reply = withHeaders(dialect.error(trouble), told);
    dialect.addWait(reply, waitNanos);
    return new Deed.Reply(reply);
  }

  private WireReply withHeaders(WireReply reply, Admission told) {
    dialect.addLimits(reply, told.requests(), told.tokens(), came);
    return named(id, dialect, reply);
  }
}
