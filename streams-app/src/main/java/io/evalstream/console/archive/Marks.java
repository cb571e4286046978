package io.evalstream.console.archive;

import io.evalstream.console.archive.TraceSummary.Mark;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the evaluators said of some traces, each in a word.
final class Marks {

  /// Failing labels first, then those that pass, then what has no label; so that the first row of
  /// an evaluator is its worst.
  private static final String ROWS =
      """
      select trace, evaluator, outcome, label, failing,
        count(*) over w as evaluations, count(*) filter (where failing = 1) over w as failed,
        row_number() over (partition by trace, evaluator
          order by failing is null, failing desc, position) as place
      from evaluations where trace in ($ids)
      window w as (partition by trace, evaluator)
      order by trace, evaluator, place
      """;

  private Marks() {}

  static Map<Long, List<Mark>> of(Connection connection, List<Long> traces) throws SQLException {
    Map<Long, List<Mark>> marks = new HashMap<>();
    String ids = Filter.marks(traces.size());
    Rows.list(connection, ROWS.replace("$ids", ids), traces, row -> add(marks, row));
    return marks;
  }

  private static boolean add(Map<Long, List<Mark>> marks, ResultSet row) throws SQLException {
    return row.getLong("place") == 1
        && marks.computeIfAbsent(row.getLong("trace"), trace -> new ArrayList<>()).add(mark(row));
  }

  private static Mark mark(ResultSet row) throws SQLException {
    return new Mark(
        row.getString("evaluator"),
        row.getString("outcome"),
        row.getString("label"),
        Rows.yes(row, "failing"),
        row.getInt("evaluations"),
        row.getInt("failed"));
  }
}
