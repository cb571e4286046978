package io.evalstream.devcluster.stub;

import io.javalin.http.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// How the next requests to a stub fail, in their order. Safe for many threads.
final class PlannedFailures {

  /// @param status of HTTP; 0 for none: the request is taken
  /// @param word what went wrong, as the server calls it
  record Failure(int status, String word) {

    /// Answers in plain text; a limit of the rate comes with a second of peace.
    void answer(Context http) {
      if (status == 429) {
        http.header("Retry-After", "1");
      }
      http.status(status).result(word);
    }
  }

  // Guarded by this.
  private final Deque<Failure> failures = new ArrayDeque<>();

  synchronized void add(int requests, int status, String word) {
    for (int i = 0; i < requests; i++) {
      failures.add(new Failure(status, word));
    }
  }

  synchronized void clear() {
    failures.clear();
  }

  /// Whether the request had to fail, and has its answer.
  boolean answered(Context http) {
    Failure failure = next();
    if (failure != null) {
      failure.answer(http);
    }
    return failure != null;
  }

  /// Null when the request is to be taken.
  synchronized @Nullable Failure next() {
    Failure next = failures.poll();
    return next == null || next.status == 0 ? null : next;
  }
}
