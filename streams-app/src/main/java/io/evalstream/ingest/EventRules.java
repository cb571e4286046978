package io.evalstream.ingest;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a valid chat event and a valid retrieval span are.
final class EventRules {

  static final int LONGEST_TRACE_ID = 256;
  // One event must not outweigh all others: its weight is one over this.
  private static final double LEAST_SHARE = 1e-9;

  private final IngestConfig config;

  EventRules(IngestConfig config) {
    this.config = config;
  }

  Optional<Rejection> check(ChatEvent event, Instant now) {
    return identity(event.getTraceId(), event.getApp())
        .or(() -> notBlank("response", event.getResponse()))
        .or(() -> time(event.getOccurredAt(), now))
        .or(() -> atLeastZero("retrieval_count", event.getRetrievalCount()))
        .or(() -> share("sampling_probability", event.getSamplingProbability()));
  }

  Optional<Rejection> check(RetrievalSpan span, Instant now) {
    return identity(span.getTraceId(), span.getApp())
        .or(() -> notBlank("span_id", span.getSpanId()))
        .or(() -> time(span.getOccurredAt(), now))
        .or(() -> documents(span));
  }

  private static Optional<Rejection> identity(String traceId, String app) {
    return notBlank("trace_id", traceId)
        .or(
            () ->
                traceId.length() <= LONGEST_TRACE_ID && traceId.indexOf('\u0000') < 0
                    ? Optional.empty()
                    : invalid(
                        "trace_id must have at most "
                            + LONGEST_TRACE_ID
                            + " characters and no NUL, was one of "
                            + traceId.length()))
        .or(() -> notBlank("app", app));
  }

  private static Optional<Rejection> notBlank(String field, String text) {
    return text.isBlank()
        ? Optional.of(new Rejection("empty_field", field + " must not be empty"))
        : Optional.empty();
  }

  private Optional<Rejection> time(Instant occurredAt, Instant now) {
    if (occurredAt.isBefore(now.minus(config.maxAge()))) {
      return Optional.of(
          new Rejection(
              "too_old",
              "occurred_at must be at most "
                  + config.maxAge()
                  + " ago (ingest.max_age), was "
                  + occurredAt));
    }
    if (occurredAt.isAfter(now.plus(config.maxFuture()))) {
      return Optional.of(
          new Rejection(
              "in_future",
              "occurred_at must be at most "
                  + config.maxFuture()
                  + " ahead (ingest.max_future), was "
                  + occurredAt));
    }
    return Optional.empty();
  }

  private static Optional<Rejection> documents(RetrievalSpan span) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < span.getDocuments().size(); i++) {
      String id = span.getDocuments().get(i).getDocumentId();
      if (id.isBlank()) {
        return Optional.of(
            new Rejection("empty_field", "documents[" + i + "].document_id must not be empty"));
      }
      if (!ids.add(id)) {
        return invalid("documents[" + i + "].document_id must be unique in its span, was " + id);
      }
    }
    return Optional.empty();
  }

  private static Optional<Rejection> atLeastZero(String field, @Nullable Integer count) {
    return count == null || count >= 0
        ? Optional.empty()
        : invalid(field + " must be at least 0, was " + count);
  }

  private static Optional<Rejection> share(String field, @Nullable Double share) {
    return share == null || (share >= LEAST_SHARE && share <= 1)
        ? Optional.empty()
        : invalid(field + " must be in [" + LEAST_SHARE + ", 1], was " + share);
  }

  private static Optional<Rejection> invalid(String detail) {
    return Optional.of(new Rejection("invalid_field", detail));
  }
}
