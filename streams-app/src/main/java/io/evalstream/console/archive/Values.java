package io.evalstream.console.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// The different values of a column: from one to the next over an index, without the rows between.
///
/// Source: https://wiki.postgresql.org/wiki/Loose_indexscan
final class Values {

  private static final Map<String, String> TABLES =
      Map.of(
          "app", "traces",
          "model", "traces",
          "prompt_version", "traces",
          "diagnosis", "traces",
          "evaluator", "evaluations",
          "label", "evaluations");

  private Values() {}

  /// @throws IllegalArgumentException when the column is none of those above
  static List<String> of(Connection connection, String column) throws SQLException {
    String table = TABLES.get(column);
    if (table == null) {
      throw new IllegalArgumentException(
          "column must be one of "
              + TABLES.keySet().stream().sorted().toList()
              + ", was "
              + column);
    }
    String sql =
        """
        with recursive v(x) as (select min($c) from $t
          union all select (select min($c) from $t where $c > x) from v where x is not null)
        select x from v where x is not null
        """
            .replace("$c", column)
            .replace("$t", table);
    return Rows.list(connection, sql, List.of(), row -> row.getString(1));
  }
}
