package io.evalstream.console.archive;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is asked of evaluations. Their columns are in a table; they themselves are in their traces.
final class EvaluationRows {

  private static final Cursor CURSOR = new Cursor("evaluations", 2);

  private record Found(long trace, int position, List<?> key) {}

  private EvaluationRows() {}

  static Listing<Evaluation> list(Connection connection, EvaluationQuery query)
      throws SQLException {
    Filter filter = filter(query);
    String sql =
        """
        select trace, position, occurred_at, evaluation_id from evaluations where %s
        order by occurred_at desc, evaluation_id desc limit ?
        """
            .formatted(filter.sql());
    List<Found> found =
        Rows.list(
            connection,
            sql,
            filter.valuesAndLimit(query.limit()),
            row ->
                new Found(
                    row.getLong(1), row.getInt(2), List.of(row.getLong(3), row.getString(4))));
    Listing<Found> part = CURSOR.part(found, query.limit(), Found::key);
    return new Listing<>(taken(connection, part.items()), part.next());
  }

  private static Filter filter(EvaluationQuery query) {
    return new Filter()
        .is("app", query.app())
        .is("evaluator", query.evaluator())
        .is("label", query.label())
        .is("failing", query.failing())
        .is("outcome", query.outcome())
        .is("judge", query.judge())
        .is("model", query.model())
        .is("prompt_version", query.promptVersion())
        .from("occurred_at", query.from())
        .before("occurred_at", query.to())
        .behind("occurred_at, evaluation_id", "<", CURSOR.read(query.cursor()));
  }

  /// A trace that is deleted in between takes its evaluations with it.
  private static List<Evaluation> taken(Connection connection, List<Found> rows)
      throws SQLException {
    Map<Long, List<Evaluation>> traces = new HashMap<>();
    List<Evaluation> taken = new ArrayList<>();
    for (Found row : rows) {
      if (!traces.containsKey(row.trace)) {
        traces.put(row.trace, of(connection, row.trace));
      }
      List<Evaluation> all = traces.getOrDefault(row.trace, List.of());
      if (row.position < all.size()) {
        taken.add(all.get(row.position));
      }
    }
    return taken;
  }

  private static List<Evaluation> of(Connection connection, long trace) throws SQLException {
    return Rows.list(
            connection,
            "select body from bodies where id = ?",
            List.of(trace),
            row -> Packed.TRACE.unpack(row.getBytes(1)))
        .stream()
        .findFirst()
        .map(JudgedTrace::getEvaluations)
        .orElse(List.of());
  }
}
