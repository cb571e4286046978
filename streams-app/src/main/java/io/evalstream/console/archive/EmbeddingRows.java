package io.evalstream.console.archive;

import io.evalstream.event.JudgedTrace;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The embeddings of the newest traces, as they were sent.
final class EmbeddingRows {

  /// Traces whose embeddings are kept.
  static final int TRACES = 2_000;

  private static final int QUESTION = -1;
  private static final String INSERT = "insert into embeddings values(?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private EmbeddingRows() {}

  static void put(Connection connection, long id, JudgedTrace trace) throws SQLException {
    List<Float> question = trace.getEvent().getQueryEmbedding();
    if (!question.isEmpty()) {
      String text = trace.getEvent().getQuestion();
      Rows.run(
          connection,
          INSERT,
          id,
          QUESTION,
          trace.getApp(),
          null,
          text == null ? "" : Beginning.of(text, TraceIntake.BEGINNING),
          null,
          null,
          trace.getOccurredAt(),
          bytes(question));
    }
  }

  private static byte[] bytes(List<Float> vector) {
    ByteBuffer buffer = ByteBuffer.allocate(vector.size() * Float.BYTES);
    vector.forEach(buffer::putFloat);
    return buffer.array();
  }

  private static List<Float> vector(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    List<Float> vector = new ArrayList<>(bytes.length / Float.BYTES);
    while (buffer.remaining() >= Float.BYTES) {
      vector.add(buffer.getFloat());
    }
    return vector;
  }

  static List<EmbeddedText> newest(
      Connection connection, @Nullable String app, @Nullable Instant from, int traces)
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
    return Rows.list(connection, sql, values, EmbeddingRows::read);
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
