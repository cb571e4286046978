package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// How requests and replies of one family of APIs are written.
///
/// No sampling parameter is set: some models accept none, and the operator can add one as an extra.
/// Stateless, safe for use by many threads at once.
sealed interface Wire permits OpenAiWire, AnthropicWire {

  /// Where questions are posted, under the base address.
  String path();

  /// Sent with every request, unless the operator has other values.
  Map<String, String> headers();

  /// The dialect to begin with.
  ///
  /// @param format the strictest form that the operator allows
  Dialect begin(Format format);

  /// The body of a request, without extras.
  ObjectNode write(Ask ask, String model, Dialect dialect);

  /// What a body says. What is absent is an empty text or zero; a body that is none of the kind is
  /// its own content.
  ChatCompletion read(String body);

  /// The next dialect to try after this error; empty when the error is about something else. It is
  /// always a step down, so steps come to an end.
  Optional<Dialect> after(Dialect used, ApiError error);
}
