package io.evalstream.bench.oracle;

import org.jspecify.annotations.Nullable;

/// What must end in exactly one evaluation.
///
/// @param document null when the response is judged
public record Judgement(String traceId, String evaluator, @Nullable String document) {

  @Override
  public String toString() {
    return traceId + " " + evaluator + (document == null ? "" : " " + document);
  }
}
