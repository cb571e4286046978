package io.evalstream.console.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How long and how much is kept.
///
/// @param keep judged traces, rates, labels of people and records of alerts that are younger; the
///   newest record of each alert stays
/// @param maxBytes of the file that are used; beyond that the oldest traces are deleted
public record Retention(Duration keep, long maxBytes) {

  /// Traces of one step: few, so that nobody waits for long.
  private static final int TRACES = 100;

  private static final int OTHERS = 2_000;

  /// Deletes a step of what is too old, or too much.
  ///
  /// @return how many rows were deleted: none when all the rest is to be kept
  int step(Connection connection, Instant now) throws SQLException {
    Instant oldest = now.minus(keep);
    int deleted =
        removeTraces(
                connection,
                Rows.list(
                    connection,
                    "select id from traces where judged_at < ? order by judged_at limit ?",
                    List.of(oldest, TRACES),
                    row -> row.getLong(1)))
            + removeOthers(connection, oldest)
            + removeAlerts(connection, oldest);
    if (isOver(connection)) {
      deleted +=
          removeTraces(
              connection,
              Rows.list(
                  connection,
                  "select id from traces order by judged_at limit ?",
                  List.of(TRACES),
                  row -> row.getLong(1)));
    }
    EmbeddingRows.prune(connection);
    return deleted;
  }

  /// Whether there is more than there may be.
  boolean isOver(Connection connection) throws SQLException {
    return ArchiveFile.bytes(connection) > maxBytes;
  }

  private static int removeTraces(Connection connection, List<Long> ids) throws SQLException {
    for (long id : ids) {
      TraceIntake.remove(connection, id);
    }
    return ids.size();
  }

  private static int removeOthers(Connection connection, Instant oldest) throws SQLException {
    int rates =
        Rows.run(
            connection,
            """
            delete from rates where (app, evaluator, dimension, value, window_ms, window_start) in
              (select app, evaluator, dimension, value, window_ms, window_start from rates
               where updated_at < ? limit ?)
            """,
            oldest,
            OTHERS);
    if (rates > 0) {
      Rows.run(
          connection,
          """
          delete from series where not exists (select 1 from rates r
            where (r.app, r.evaluator, r.dimension, r.value, r.window_ms, r.window_start) =
              (series.app, series.evaluator, series.dimension, series.value, series.window_ms,
               series.latest))
          """);
    }
    return rates
        + Rows.run(
            connection,
            """
            delete from feedback where (trace_id, feedback_id) in
              (select trace_id, feedback_id from feedback where occurred_at < ? limit ?)
            """,
            oldest,
            OTHERS);
  }

  /// The newest record says how an alert stands, however long ago that was.
  private static int removeAlerts(Connection connection, Instant oldest) throws SQLException {
    return Rows.run(
        connection,
        """
        delete from alerts where id in
          (select id from alerts a where transitioned_at < ? and exists
            (select 1 from alerts b where b.alert_key = a.alert_key
              and (b.transitioned_at, b.id) > (a.transitioned_at, a.id)) limit ?)
        """,
        oldest,
        OTHERS);
  }
}
