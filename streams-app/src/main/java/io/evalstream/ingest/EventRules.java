package io.evalstream.ingest;

import static io.evalstream.topic.FieldRules.id;
import static io.evalstream.topic.FieldRules.invalid;
import static io.evalstream.topic.FieldRules.name;
import static io.evalstream.topic.FieldRules.notBlank;
import static io.evalstream.topic.FieldRules.notInFuture;
import static io.evalstream.topic.FieldRules.notTooOld;
import static io.evalstream.topic.FieldRules.share;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.event.ToolCall;
import io.evalstream.topic.Rejection;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a valid chat event and a valid retrieval span are.
final class EventRules {

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
        .or(() -> embedding("query_embedding", event.getQueryEmbedding()));
  }

  Optional<Rejection> check(RetrievalSpan span, Instant now) {
    return identity(span.getTraceId(), span.getApp())
        .or(() -> id("span_id", span.getSpanId()))
        .or(() -> time(span.getOccurredAt(), now))
        .or(() -> documents(span));
  }

  private static Optional<Rejection> identity(String traceId, String app) {
    return id("trace_id", traceId).or(() -> notBlank("app", app));
  }

  private Optional<Rejection> time(Instant occurredAt, Instant now) {
    return notTooOld(occurredAt, now, config.maxAge(), "ingest.max_age")
        .or(() -> notInFuture(occurredAt, now, config.maxFuture()));
  }

  private static Optional<Rejection> documents(RetrievalSpan span) {
    if (span.getDocuments().size() > MOST_DOCUMENTS) {
      return invalid(
          "documents must be at most " + MOST_DOCUMENTS + ", was " + span.getDocuments().size());
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < span.getDocuments().size(); i++) {
      String id = span.getDocuments().get(i).getDocumentId();
      Optional<Rejection> invalid = id("documents[" + i + "].document_id", id);
      if (invalid.isPresent()) {
        return invalid;
      }
      if (!ids.add(id)) {
        return invalid("documents[" + i + "].document_id must be unique in its span, was " + id);
      }
    }
    return IntStream.range(0, span.getDocuments().size())
        .mapToObj(i -> embedding(span.getDocuments(), i))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Rejection> embedding(List<RetrievedDocument> documents, int i) {
    return embedding("documents[" + i + "].embedding", documents.get(i).getEmbedding());
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

  private static Optional<Rejection> embedding(String field, List<Float> embedding) {
    if (embedding.size() > MOST_DIMENSIONS) {
      return invalid(
          field
              + " must have at most "
              + MOST_DIMENSIONS
              + " numbers, was one of "
              + embedding.size());
    }
    for (int i = 0; i < embedding.size(); i++) {
      if (!Float.isFinite(embedding.get(i))) {
        return invalid(field + "[" + i + "] must be finite, was " + embedding.get(i));
      }
    }
    return Optional.empty();
  }

  private static Optional<Rejection> atLeastZero(String field, @Nullable Integer count) {
    return count == null || count >= 0
        ? Optional.empty()
        : invalid(field + " must be at least 0, was " + count);
  }
}
