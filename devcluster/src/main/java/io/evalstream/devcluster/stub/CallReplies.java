package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireReply;

/// What can be said to a call that got as far as the rate limits.
///
/// @param id names the call
/// @param created when, in seconds since the epoch
record CallReplies(long id, long created, ChatRequest request, Admission admission) {

  /// For a call that the state of the account turns away.
  static Deed turnedAway(long id, AccountState state) {
    return switch (state) {
      case QUOTA_EXHAUSTED -> turnedAway(id, OpenAiError.quotaExhausted());
      case BAD_CREDENTIALS -> turnedAway(id, OpenAiError.badCredentials());
      case MODEL_NOT_FOUND -> turnedAway(id, OpenAiError.modelNotFound());
      case DOWN -> new Deed.Close();
      case OK -> throw new IllegalStateException("nothing is wrong");
    };
  }

  /// For a call that does not get as far as the limits.
  static Deed turnedAway(long id, OpenAiError error) {
    return new Deed.Reply(named(id, error.reply()));
  }

  private static WireReply named(long id, WireReply reply) {
    return reply.header("x-request-id", "req_" + id);
  }

  /// The limits do not let it in.
  Deed overLimit() {
    return new Deed.Reply(named(id, admission.refusal(request.model(), request.tokens())));
  }

  /// The answerer does not know its texts.
  Deed unknown(NoAnswerException e) {
    return error(OpenAiError.unknown(String.valueOf(e.getMessage())));
  }

  /// The answerer fails.
  Deed failed(RuntimeException e) {
    return error(OpenAiError.server(500, String.valueOf(e.getMessage())));
  }

  /// It was let in, and this is its lot.
  Deed deed(Ending ending, Verdict verdict) {
    return switch (ending) {
      case ANSWERED -> new Deed.Reply(chat(ChatReply.answered(verdict)));
      case BROKEN_JSON -> new Deed.Reply(chat(ChatReply.brokenJson(verdict)));
      case WRONG_LABEL -> new Deed.Reply(chat(ChatReply.wrongLabel(verdict)));
      case TRUNCATED -> new Deed.Reply(chat(ChatReply.truncated(verdict)));
      case REFUSED -> new Deed.Reply(chat(ChatReply.refused()));
      case RATE_LIMITED -> rateLimited();
      case SERVER_ERROR -> error(OpenAiError.server(id % 2 == 0 ? 500 : 503, "Try again."));
      case HANG -> new Deed.Hang(chat(ChatReply.answered(verdict)));
      case RESET -> new Deed.Reset();
      case ABANDONED -> new Deed.Close();
      case GARBAGE -> new Deed.Garbage();
      case QUOTA_EXHAUSTED, BAD_CREDENTIALS, MODEL_NOT_FOUND, DOWN, INVALID, UNKNOWN ->
          throw new IllegalStateException("no lot: " + ending);
    };
  }

  private WireReply chat(ChatReply reply) {
    return withHeaders(WireReply.json(200, reply.body(String.valueOf(id), created, request)));
  }

  private Deed error(OpenAiError error) {
    return new Deed.Reply(withHeaders(error.reply()));
  }

  /// By chance, whatever the limits say.
  private Deed rateLimited() {
    WireReply reply = named(id, OpenAiError.rateLimited().reply()).header("Retry-After", "1");
    return new Deed.Reply(admission.spent().addTo(reply));
  }

  private WireReply withHeaders(WireReply reply) {
    return admission.addTo(named(id, reply));
  }
}
