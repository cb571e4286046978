package io.evalstream.async;

import java.time.Duration;

/// What came of reading the payload of a request.
public sealed interface Prepared<Q, A> {

  /// Ask this.
  record Ready<Q, A>(Q question) implements Prepared<Q, A> {}

  /// Not yet: read the payload again after this time. No call is made, and no attempt counts.
  record Later<Q, A>(Duration delay) implements Prepared<Q, A> {}

  /// No call is needed: the request ends with this answer.
  record Settled<Q, A>(A answer) implements Prepared<Q, A> {}
}
