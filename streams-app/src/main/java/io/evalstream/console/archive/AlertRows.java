package io.evalstream.console.archive;

import io.evalstream.event.Alert;
import io.evalstream.event.Feedback;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What is asked of alerts, and of the labels of people.
final class AlertRows {

  private static final Cursor CURSOR = new Cursor("alerts", 3);
  private static final String KEY = "transitioned_at, transition_id, reminder";

  private AlertRows() {}

  static Listing<Alert> list(Connection connection, AlertQuery query) throws SQLException {
    Filter filter =
        new Filter()
            .is("app", query.app())
            .is("evaluator", query.evaluator())
            .is("rule", query.rule())
            .is("state", query.state())
            .from("transitioned_at", query.from())
            .before("transitioned_at", query.to())
            .behind(KEY, "<", CURSOR.read(query.cursor()));
    String sql =
        """
        select body from alerts where %s
        order by transitioned_at desc, transition_id desc, reminder desc limit ?
        """
            .formatted(filter.sql());
    List<Alert> found =
        Rows.list(
            connection,
            sql,
            filter.valuesAndLimit(query.limit()),
            row -> Packed.ALERT.unpack(row.getBytes(1)));
    return CURSOR.part(found, query.limit(), AlertRows::key);
  }

  private static List<?> key(Alert alert) {
    return List.of(
        Rows.micros(alert.getTransitionedAt()), alert.getTransitionId(), alert.getReminder());
  }

  /// Of records of the same moment the one that was read last.
  static List<Alert> standing(Connection connection) throws SQLException {
    return Rows.list(
        connection,
        """
        select body from (select *, row_number() over
          (partition by alert_key order by transitioned_at desc, id desc) as place from alerts)
        where place = 1 order by state <> 'firing', transitioned_at desc, alert_key
        """,
        List.of(),
        row -> Packed.ALERT.unpack(row.getBytes(1)));
  }

  static List<Feedback> feedback(Connection connection, String traceId) throws SQLException {
    return Rows.list(
        connection,
        "select body from feedback where trace_id = ? order by occurred_at, feedback_id",
        List.of(traceId),
        row -> Packed.FEEDBACK.unpack(row.getBytes(1)));
  }
}
