package io.evalstream.console.page;

import io.evalstream.console.archive.EmbeddedText;
import org.jspecify.annotations.Nullable;

/// A text on the map of embeddings, however often it was asked or found.
///
/// @param documentId null for a question
/// @param traceId the newest trace with it that failed, or else the newest one
/// @param times how many traces have it
/// @param judged how often it is known whether it failed: of a question its traces, of a document
///   its labels
/// @param failing how often it failed
@SuppressWarnings("ArrayRecordComponent") // never compared
record EmbeddingSpot(
    String app,
    @Nullable String documentId,
    String text,
    float[] vector,
    String traceId,
    int times,
    int judged,
    int failing) {

  private static final String UNKNOWN = "unknown";
  private static final String GOOD = "ok";

  /// How it looks on the map.
  enum Kind {
    FAILING,
    PASSING,
    NOT_JUDGED
  }

  static EmbeddingSpot of(EmbeddedText text) {
    Boolean failed = failed(text);
    return new EmbeddingSpot(
        text.app(),
        text.documentId(),
        text.text(),
        text.vector(),
        text.traceId(),
        1,
        failed == null ? 0 : 1,
        Boolean.TRUE.equals(failed) ? 1 : 0);
  }

  private static @Nullable Boolean failed(EmbeddedText text) {
    if (text.documentId() != null) {
      return text.failing();
    }
    return text.diagnosis().equals(UNKNOWN) ? null : (Boolean) !text.diagnosis().equals(GOOD);
  }

  /// The same text in an older trace.
  EmbeddingSpot plus(EmbeddingSpot older) {
    return new EmbeddingSpot(
        app,
        documentId,
        text,
        vector,
        failing == 0 && older.failing > 0 ? older.traceId : traceId,
        times + older.times,
        judged + older.judged,
        failing + older.failing);
  }

  boolean isQuestion() {
    return documentId == null;
  }

  Kind kind() {
    if (judged == 0) {
      return Kind.NOT_JUDGED;
    }
    return 2 * failing >= judged ? Kind.FAILING : Kind.PASSING;
  }
}
