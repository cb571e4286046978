package io.evalstream.console.archive;

import io.evalstream.event.EvalRate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is asked of rates.
final class RateRows {

  private static final Cursor CURSOR = new Cursor("rates", 6);
  private static final Cursor NEWEST = new Cursor("newest rates", 6);
  private static final String ORDER = "window_start, window_ms, app, evaluator, dimension, value";

  private RateRows() {}

  static Listing<EvalRate> list(Connection connection, RateQuery query) throws SQLException {
    Filter filter = filter(query).behind(ORDER, ">", CURSOR.read(query.cursor()));
    String sql =
        "select body from rates where %s order by %s limit ?".formatted(filter.sql(), ORDER);
    return CURSOR.part(read(connection, sql, filter, query), query.limit(), RateRows::key);
  }

  private static Filter filter(RateQuery query) {
    Filter filter =
        new Filter()
            .is("dimension", query.dimension())
            .is("window_ms", query.window())
            .is("app", query.app())
            .is("evaluator", query.evaluator())
            .is("value", query.value())
            .before("window_start", query.to());
    return query.from() == null ? filter : filter.when("window_end > ?", List.of(query.from()));
  }

  private static List<EvalRate> read(
      Connection connection, String sql, Filter filter, RateQuery query) throws SQLException {
    return Rows.list(
        connection,
        sql,
        filter.valuesAndLimit(query.limit()),
        row -> Packed.RATE.unpack(row.getBytes(1)));
  }

  /// The same rates, newest window first.
  static Listing<EvalRate> newest(Connection connection, RateQuery query) throws SQLException {
    Filter filter = filter(query).behind(ORDER, "<", NEWEST.read(query.cursor()));
    String sql =
        "select body from rates where %s order by %s desc limit ?"
            .formatted(filter.sql(), ORDER.replace(",", " desc,"));
    return NEWEST.part(read(connection, sql, filter, query), query.limit(), RateRows::key);
  }

  private static List<?> key(EvalRate rate) {
    return List.of(
        Rows.micros(rate.getWindowStart()),
        rate.getWindowMs(),
        rate.getApp(),
        rate.getEvaluator(),
        rate.getDimension(),
        rate.getValue());
  }

  static List<EvalRate> latest(
      Connection connection, @Nullable String app, @Nullable String evaluator) throws SQLException {
    Filter filter = new Filter().is("series.app", app).is("series.evaluator", evaluator);
    String sql =
        """
        select body from series join rates using(app, evaluator, dimension, value, window_ms)
        where rates.window_start = series.latest and %s
        order by app, evaluator, dimension, value, window_ms
        """
            .formatted(filter.sql());
    return Rows.list(connection, sql, filter.values(), row -> Packed.RATE.unpack(row.getBytes(1)));
  }

  static SortedMap<String, List<String>> evaluators(Connection connection) throws SQLException {
    SortedMap<String, List<String>> evaluators = new TreeMap<>();
    Rows.list(
        connection,
        "select distinct app, evaluator from series order by app, evaluator",
        List.of(),
        row ->
            evaluators
                .computeIfAbsent(row.getString(1), app -> new ArrayList<>())
                .add(row.getString(2)));
    return evaluators;
  }
}
