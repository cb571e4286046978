package io.evalstream.console.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A question or a document with its embedding.
///
/// @param documentId null for the question of the trace
/// @param text its beginning
/// @param diagnosis of the trace
/// @param label of the document by the evaluator of documents; null for questions, and without one
/// @param failing whether that label fails
/// @param vector as the application sent it
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EmbeddedText(
    String traceId,
    String app,
    @Nullable String documentId,
    String text,
    String diagnosis,
    @Nullable String label,
    @Nullable Boolean failing,
    Instant occurredAt,
    float[] vector) {}
