package io.evalstream.console.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The condition of a query, with its values.
final class Filter {

  private final StringBuilder sql = new StringBuilder("1");
  private final List<Object> values = new ArrayList<>();

  /// Null asks for any.
  Filter is(String column, @Nullable Object value) {
    return value == null ? this : when(column + " = ?", List.of(value));
  }

  Filter from(String column, @Nullable Instant from) {
    return from == null ? this : when(column + " >= ?", List.of(from));
  }

  Filter before(String column, @Nullable Instant to) {
    return to == null ? this : when(column + " < ?", List.of(to));
  }

  Filter when(String condition, Collection<?> more) {
    sql.append(" and ").append(condition);
    values.addAll(more);
    return this;
  }

  /// Rows behind that of a cursor.
  ///
  /// @param comparison `<` when the newest comes first, else `>`
  Filter behind(String columns, String comparison, @Nullable List<Object> keys) {
    if (keys == null) {
      return this;
    }
    return when("(%s) %s (%s)".formatted(columns, comparison, marks(keys.size())), keys);
  }

  static String marks(int n) {
    return String.join(", ", Collections.nCopies(n, "?"));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  String sql() {
    return sql.toString();
  }

  List<Object> values() {
    return values;
  }

  /// The values with the number of rows behind them, one more than are asked for: whether there are
  /// more is seen by it.
  List<Object> valuesAndLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    List<Object> all = new ArrayList<>(values);
    all.add((long) limit + 1);
    return all;
  }
}
