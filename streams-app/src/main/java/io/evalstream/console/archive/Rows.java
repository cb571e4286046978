package io.evalstream.console.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Statements with their values, and what comes back.
final class Rows {

  /// Makes a value of a row.
  interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private Rows() {}

  static <T> List<T> list(
      Connection connection, String sql, List<? extends @Nullable Object> values, Reading<T> row)
      throws SQLException {
    return listWhile(connection, sql, values, row, any -> true);
  }

  /// The rows before the first one that does not fit; none is read behind it.
  static <T> List<T> listWhile(
      Connection connection,
      String sql,
      List<? extends @Nullable Object> values,
      Reading<T> row,
      Predicate<T> fits)
      throws SQLException {
    List<T> list = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          T read = row.read(rows);
          if (!fits.test(read)) {
            break;
          }
          list.add(read);
        }
      }
    }
    return list;
  }

  /// The one number that a query gives; 0 when it gives none.
  static long number(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    List<Long> numbers = list(connection, sql, Arrays.asList(values), row -> row.getLong(1));
    return numbers.isEmpty() ? 0 : numbers.getFirst();
  }

  /// How many rows were changed.
  static int run(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, Arrays.asList(values));
      return statement.executeUpdate();
    }
  }

  /// Runs to its end what gives no rows.
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  static void bind(PreparedStatement statement, List<? extends @Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, plain(values.get(i)));
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Instant time -> micros(time);
      case Boolean yes -> yes ? 1 : 0;
      case Duration length -> length.toMillis();
      case null, default -> value;
    };
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static @Nullable Boolean yes(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : (Boolean) (value == 1);
  }
}
