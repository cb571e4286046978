package io.evalstream.console.archive;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The embeddings of the newest traces, as they were sent.
final class EmbeddingRows {

  /// Traces whose embeddings are kept.
  static final int TRACES = 2_000;

  private static final int QUESTION = -1;
  private static final String INSERT = "insert into embeddings values(?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private EmbeddingRows() {}

  static void put(Connection connection, long id, JudgedTrace trace) throws SQLException {
    String question = Objects.requireNonNullElse(trace.getEvent().getQuestion(), "");
    put(connection, id, QUESTION, trace, null, question, trace.getEvent().getQueryEmbedding());
    int position = 0;
    for (RetrievalSpan span : trace.getRetrievals()) {
      for (RetrievedDocument document : span.getDocuments()) {
        put(
            connection,
            id,
            position++,
            trace,
            document.getDocumentId(),
            document.getText(),
            document.getEmbedding());
      }
    }
  }

  private static void put(
      Connection connection,
      long id,
      int position,
      JudgedTrace trace,
      @Nullable String documentId,
      String text,
      List<Float> vector)
      throws SQLException {
    if (vector.isEmpty()) {
      return;
    }
    Optional<Evaluation> judged = judged(trace, documentId);
    Rows.run(
        connection,
        INSERT,
        id,
        position,
        trace.getApp(),
        documentId,
        Beginning.of(text, TraceIntake.BEGINNING),
        judged.map(Evaluation::getLabel).orElse(null),
        judged.map(Evaluation::getFailing).orElse(null),
        trace.getOccurredAt(),
        bytes(vector));
  }

  /// What the first evaluator of documents said of one.
  private static Optional<Evaluation> judged(JudgedTrace trace, @Nullable String documentId) {
    return trace.getEvaluations().stream()
        .filter(evaluation -> evaluation.getLabel() != null)
        .filter(evaluation -> documentId != null && documentId.equals(evaluation.getDocumentId()))
        .findFirst();
  }

  private static byte[] bytes(List<Float> vector) {
    ByteBuffer buffer = ByteBuffer.allocate(vector.size() * Float.BYTES);
    vector.forEach(buffer::putFloat);
    return buffer.array();
  }

  private static float[] vector(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return vector;
  }

  /// @param numbers most that the vectors have together; the newest texts come first
  static List<EmbeddedText> newest(
      Connection connection, @Nullable String app, @Nullable Instant from, int traces, long numbers)
      throws SQLException {
    Filter filter = new Filter().is("app", app).from("occurred_at", from);
    List<Object> values = new ArrayList<>(filter.values());
    values.add((long) traces);
    String sql =
        """
        select e.*, t.trace_id, t.diagnosis from embeddings e join traces t on t.id = e.trace
        where e.trace in (select distinct trace from embeddings where %s
          order by occurred_at desc, trace desc limit ?)
        order by e.occurred_at desc, t.trace_id, e.position
        """
            .formatted(filter.sql());
    AtomicLong left = new AtomicLong(numbers);
    return Rows.listWhile(
        connection,
        sql,
        values,
        EmbeddingRows::read,
        text -> left.addAndGet(-text.vector().length) >= 0);
  }

  private static EmbeddedText read(ResultSet row) throws SQLException {
    return new EmbeddedText(
        row.getString("trace_id"),
        row.getString("app"),
        row.getString("document_id"),
        row.getString("text"),
        row.getString("diagnosis"),
        row.getString("label"),
        Rows.yes(row, "failing"),
        Rows.time(row.getLong("occurred_at")),
        vector(row.getBytes("vector")));
  }

  /// Deletes the vectors of all but the newest traces.
  static void prune(Connection connection) throws SQLException {
    Rows.run(
        connection,
        """
        delete from embeddings where trace in (select distinct trace from embeddings
          order by occurred_at desc, trace desc limit -1 offset ?)
        """,
        TRACES);
  }
}
