package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireReply;
import io.evalstream.devcluster.wire.WireRequest;
import java.time.Instant;

/// How one of the APIs writes what the stub judge says. Stateless.
sealed interface Dialect permits OpenAiDialect, AnthropicDialect {

  Dialect OPENAI = new OpenAiDialect();
  Dialect ANTHROPIC = new AnthropicDialect();

  /// Reads a request.
  ///
  /// @throws IllegalArgumentException naming the field that is missing or wrong
  ChatRequest read(WireRequest http);

  /// The body of a reply.
  ///
  /// @param id names the call
  /// @param created in seconds since the epoch
  byte[] body(String id, long created, ChatRequest request, ChatReply reply);

  WireReply error(Trouble trouble);

  /// Which header of a reply names the call.
  String idHeader();

  /// Tells where the caller stands with the limits.
  void addLimits(WireReply reply, Standing requests, Standing tokens, Instant now);

  /// Tells when to come again.
  void addWait(WireReply reply, long nanos);
}
