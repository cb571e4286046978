package io.evalstream.ingest;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.ToolCall;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a valid chat event and a valid retrieval span are.
final class EventRules {

  static final int LONGEST_NAME = 256;
  // One event must not outweigh all others: its weight is one over this.
  private static final double LEAST_SHARE = 1e-9;

  static final int MOST_DOCUMENTS = 200;
  static final int MOST_TOOL_CALLS = 200;
  static final int MOST_DIMENSIONS = 8_192;

  private final IngestConfig config;

  EventRules(IngestConfig config) {
    this.config = config;
  }

  Optional<Rejection> check(ChatEvent event, Instant now) {
    return identity(event.getTraceId(), event.getApp())
        .or(() -> notBlank("response", event.getResponse()))
        .or(() -> name("model", event.getModel()))
        .or(() -> name("prompt_version", event.getPromptVersion()))
        .or(() -> time(event.getOccurredAt(), now))
        .or(() -> atLeastZero("retrieval_count", event.getRetrievalCount()))
        .or(() -> share("sampling_probability", event.getSamplingProbability()))
        .or(() -> toolCalls(event.getToolCalls()))
        .or(() -> embedding(event.getQueryEmbedding()));
  }

  Optional<Rejection> check(RetrievalSpan span, Instant now) {
    return identity(span.getTraceId(), span.getApp())
        .or(() -> notBlank("span_id", span.getSpanId()))
        .or(() -> name("span_id", span.getSpanId()))
        .or(() -> time(span.getOccurredAt(), now))
        .or(() -> documents(span));
  }

  private static Optional<Rejection> identity(String traceId, String app) {
    return notBlank("trace_id", traceId)
        .or(() -> name("trace_id", traceId))
        .or(() -> notBlank("app", app));
  }

  /// Names become parts of keys, of state and of labels: short, and without the characters that
  /// separate such parts.
  private static Optional<Rejection> name(String field, @Nullable String name) {
    if (name == null || (name.length() <= LONGEST_NAME && name.chars().noneMatch(c -> c < ' '))) {
      return Optional.empty();
    }
    return invalid(
        field
            + " must have at most "
            + LONGEST_NAME
            + " characters and no control characters, was one of "
            + name.length());
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
    if (span.getDocuments().size() > MOST_DOCUMENTS) {
      return invalid(
          "documents must be at most " + MOST_DOCUMENTS + ", was " + span.getDocuments().size());
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < span.getDocuments().size(); i++) {
      String id = span.getDocuments().get(i).getDocumentId();
      if (id.isBlank()) {
        return Optional.of(
            new Rejection("empty_field", "documents[" + i + "].document_id must not be empty"));
      }
      Optional<Rejection> invalid = name("documents[" + i + "].document_id", id);
      if (invalid.isPresent()) {
        return invalid;
      }
      if (!ids.add(id)) {
        return invalid("documents[" + i + "].document_id must be unique in its span, was " + id);
      }
    }
    return Optional.empty();
  }

  private static Optional<Rejection> toolCalls(List<ToolCall> calls) {
    if (calls.size() > MOST_TOOL_CALLS) {
      return invalid("tool_calls must be at most " + MOST_TOOL_CALLS + ", was " + calls.size());
    }
    return IntStream.range(0, calls.size())
        .mapToObj(i -> notBlank("tool_calls[" + i + "].name", calls.get(i).getName()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Rejection> embedding(List<Float> embedding) {
    if (embedding.size() > MOST_DIMENSIONS) {
      return invalid(
          "query_embedding must have at most "
              + MOST_DIMENSIONS
              + " numbers, was one of "
              + embedding.size());
    }
    for (int i = 0; i < embedding.size(); i++) {
      if (!Float.isFinite(embedding.get(i))) {
        return invalid("query_embedding[" + i + "] must be finite, was " + embedding.get(i));
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
