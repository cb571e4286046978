package io.evalstream.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.otlp.turn.TurnReader;
import io.evalstream.stats.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The span that an evaluation is about, as OpenTelemetry names it.
///
/// *How it works*: a trace id of 32 hexadecimal digits is that of the trace. Any other is no trace
/// of OpenTelemetry; the evaluations of such a turn share an id that is the beginning of a hash of
/// theirs, and there is no span to point to. The span is that of the retrieval for what was
/// retrieved, where its `span_id` has 16 hexadecimal digits, and the one that the attribute
/// [TurnReader#SPAN_ID] of the chat event names for all else.
///
/// @param traceId 16 bytes
/// @param spanId 8 bytes; null when the span is not known
record JudgedSpan(ByteString traceId, @Nullable ByteString spanId) {

  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final byte SEPARATOR = 0x1F;

  /// All zeros is no id.
  private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-fA-F]{32}");

  private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-fA-F]{16}");

  static JudgedSpan of(JudgedTrace trace, Evaluation evaluation) {
    String id = trace.getTraceId();
    return TRACE_ID.matcher(id).matches()
        ? new JudgedSpan(bytes(id), spanId(trace, evaluation))
        : new JudgedSpan(hash(TRACE_ID_BYTES, "trace", id), null);
  }

  private static @Nullable ByteString spanId(JudgedTrace trace, Evaluation evaluation) {
    String retrieval = retrieval(trace.getRetrievals(), evaluation);
    if (retrieval != null && SPAN_ID.matcher(retrieval).matches()) {
      return bytes(retrieval);
    }
    String root = trace.getEvent().getAttributes().get(TurnReader.SPAN_ID);
    return root != null && SPAN_ID.matcher(root).matches() ? bytes(root) : null;
  }

  /// A document is judged where it was retrieved first. Several retrievals that are judged together
  /// are judged as a part of the turn.
  private static @Nullable String retrieval(List<RetrievalSpan> spans, Evaluation evaluation) {
    return switch (evaluation.getTarget()) {
      case "document" ->
          spans.stream()
              .filter(span -> returned(span, evaluation.getDocumentId()))
              .map(RetrievalSpan::getSpanId)
              .findFirst()
              .orElse(null);
      case "retrieval" -> spans.size() == 1 ? spans.getFirst().getSpanId() : null;
      default -> null;
    };
  }

  private static boolean returned(RetrievalSpan span, @Nullable String documentId) {
    return span.getDocuments().stream()
        .anyMatch(document -> document.getDocumentId().equals(documentId));
  }

  /// The id of the span that tells of an evaluation: a repetition has the same.
  static ByteString ownId(Evaluation evaluation) {
    return hash(SPAN_ID_BYTES, "span", evaluation.getEvaluationId());
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static ByteString hash(int bytes, String kind, String id) {
    MessageDigest digest = Sha256.digest();
    for (String part : List.of("evalstream", kind, id)) {
      digest.update(part.getBytes(UTF_8));
      digest.update(SEPARATOR);
    }
    return ByteString.copyFrom(digest.digest(), 0, bytes);
  }
}
