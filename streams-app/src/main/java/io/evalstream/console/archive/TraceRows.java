package io.evalstream.console.archive;

import io.evalstream.event.JudgedTrace;
import io.evalstream.trace.Trace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is asked of judged traces.
final class TraceRows {

  private static final Cursor CURSOR = new Cursor("traces", 2);
  private static final int A_FEW = 1_000;

  private record Found(long id, TraceSummary trace) {}

  private TraceRows() {}

  static Listing<TraceSummary> list(Connection connection, TraceQuery query) throws SQLException {
    Filter filter = filter(query);
    search(connection, query, filter);
    String sql =
        "select * from traces where %s order by occurred_at desc, trace_id desc limit ?"
            .formatted(filter.sql());
    List<Found> found =
        Rows.list(connection, sql, filter.valuesAndLimit(query.limit()), TraceRows::read);
    Listing<Found> part = CURSOR.part(found, query.limit(), row -> key(row.trace));
    return new Listing<>(marked(connection, part.items()), part.next());
  }

  static Map<String, Map<String, Long>> diagnoses(Connection connection, Instant from)
      throws SQLException {
    Map<String, Map<String, Long>> diagnoses = new TreeMap<>();
    Rows.list(
        connection,
        "select app, diagnosis, count(*) from traces where occurred_at >= ? group by 1, 2",
        List.of(from),
        row ->
            diagnoses
                .computeIfAbsent(row.getString(1), app -> new TreeMap<>())
                .put(row.getString(2), row.getLong(3)));
    return diagnoses;
  }

  private static Filter filter(TraceQuery query) {
    Filter filter =
        new Filter()
            .is("app", query.app())
            .is("diagnosis", query.diagnosis())
            .is("model", query.model())
            .is("prompt_version", query.promptVersion())
            .from("occurred_at", query.from())
            .before("occurred_at", query.to())
            .behind("occurred_at, trace_id", "<", CURSOR.read(query.cursor()));
    if (Trace.DIAGNOSIS.equals(query.evaluator())) {
      return diagnosed(filter, query);
    }
    // The plus keeps SQLite from any index but that of the trace.
    Filter evaluation =
        new Filter()
            .is("+evaluator", query.evaluator())
            .is("+label", query.label())
            .is("+failing", query.failing())
            .is("+outcome", query.outcome());
    return evaluation.isEmpty()
        ? filter
        : filter.when(
            "exists (select 1 from evaluations where trace = traces.id and "
                + evaluation.sql()
                + ")",
            evaluation.values());
  }

  /// The diagnosis has a rate as an evaluator has, and no evaluations of its own. One fails when
  /// something did, and it is not that of a trace in which only documents did.
  private static Filter diagnosed(Filter filter, TraceQuery query) {
    filter.is("diagnosis", query.label());
    String failed = "exists (select 1 from evaluations where trace = traces.id and failing = 1)";
    if (Boolean.TRUE.equals(query.failing())) {
      filter.when("diagnosis <> 'ok' and " + failed, List.of());
    } else if (Boolean.FALSE.equals(query.failing())) {
      filter.when("diagnosis = 'ok'", List.of());
    }
    return query.outcome() == null
        ? filter
        : filter.when(
            "exists (select 1 from evaluations where trace = traces.id and outcome = ?)",
            List.of(query.outcome()));
  }

  /// A few traces with the words are looked at one by one; of many, the newest are looked at until
  /// there are enough.
  private static void search(Connection connection, TraceQuery query, Filter filter)
      throws SQLException {
    String words = query.text() == null ? "" : SearchWords.query(query.text());
    if (words.isEmpty()) {
      return;
    }
    List<Long> found =
        Rows.list(
            connection,
            "select rowid from words where words match ? limit ?",
            List.of(words, A_FEW + 1),
            row -> row.getLong(1));
    if (found.size() <= A_FEW) {
      filter.when("id in (%s)".formatted(Filter.marks(found.size())), found);
    } else {
      filter.when("+id in (select rowid from words where words match ?)", List.of(words));
    }
  }

  private static Found read(ResultSet row) throws SQLException {
    TraceSummary trace =
        new TraceSummary(
            row.getString("trace_id"),
            row.getString("app"),
            Rows.time(row.getLong("occurred_at")),
            Rows.time(row.getLong("judged_at")),
            row.getString("question"),
            row.getString("response"),
            row.getString("diagnosis"),
            row.getString("model"),
            row.getString("prompt_version"),
            List.of());
    return new Found(row.getLong("id"), trace);
  }

  private static List<?> key(TraceSummary trace) {
    return List.of(Rows.micros(trace.occurredAt()), trace.traceId());
  }

  private static List<TraceSummary> marked(Connection connection, List<Found> rows)
      throws SQLException {
    List<Long> ids = rows.stream().map(Found::id).toList();
    Map<Long, List<TraceSummary.Mark>> marks = Marks.of(connection, ids);
    List<TraceSummary> marked = new ArrayList<>();
    for (Found row : rows) {
      marked.add(with(row.trace, marks.getOrDefault(row.id, List.of())));
    }
    return marked;
  }

  private static TraceSummary with(TraceSummary trace, List<TraceSummary.Mark> marks) {
    return new TraceSummary(
        trace.traceId(),
        trace.app(),
        trace.occurredAt(),
        trace.judgedAt(),
        trace.question(),
        trace.response(),
        trace.diagnosis(),
        trace.model(),
        trace.promptVersion(),
        marks);
  }

  static Optional<JudgedTrace> find(Connection connection, String traceId) throws SQLException {
    return Rows.list(
            connection,
            "select body from traces join bodies using(id) where trace_id = ?",
            List.of(traceId),
            row -> Packed.TRACE.unpack(row.getBytes(1)))
        .stream()
        .findFirst();
  }
}
