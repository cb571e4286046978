package io.evalstream.console.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The tables of the file. Each record is there as its bytes too; columns are what is asked for.
///
/// Times are microseconds since 1970. A file with other tables, or of another identity, is not
/// read.
final class Tables {

  /// Another one for each change of what is below.
  private static final int VERSION = 4;

  private static final List<String> DEFINITIONS =
      List.of(
          "create table meta(key text primary key, value text not null) without rowid",
          """
          create table offsets(topic text, number integer, next integer not null,
            primary key(topic, number)) without rowid
          """,
          """
          create table traces(id integer primary key, trace_id text not null unique, app text,
            occurred_at integer, judged_at integer, diagnosis text, model text,
            prompt_version text, question text, response text)
          """,
          "create index traces_by_time on traces(occurred_at, trace_id)",
          "create index traces_of_app on traces(app, occurred_at, trace_id)",
          "create index traces_by_app_and_diagnosis on traces(app, diagnosis, occurred_at)",
          "create index traces_by_diagnosis on traces(diagnosis, occurred_at, trace_id)",
          "create index traces_by_model on traces(model)",
          "create index traces_by_prompt on traces(prompt_version)",
          "create index traces_by_age on traces(judged_at)",
          "create table bodies(id integer primary key, body blob not null)",
          """
          create table evaluations(trace integer, position integer, evaluation_id text, app text,
            evaluator text, label text, failing integer, outcome text, judge text,
            judge_model text, model text, prompt_version text, occurred_at integer,
            evaluated_at integer, input_tokens integer, output_tokens integer, cost_usd real,
            cached integer, latency_ms integer, primary key(trace, position)) without rowid
          """,
          "create index evaluations_by_time on evaluations(occurred_at, evaluation_id)",
          """
          create index evaluations_of_evaluator
            on evaluations(evaluator, occurred_at, evaluation_id, app, failing, label, outcome)
          """,
          "create index evaluations_by_label on evaluations(label, occurred_at)",
          """
          create index evaluations_of_judge on evaluations(judge, judge_model, outcome, latency_ms,
            evaluated_at, input_tokens, output_tokens, cost_usd, cached)
          """,
          """
          create virtual table words using fts5(text, content='', contentless_delete=1,
            tokenize='unicode61 remove_diacritics 2')
          """,
          """
          create table embeddings(trace integer, position integer, app text, document_id text,
            text text, label text, failing integer, occurred_at integer, vector blob,
            primary key(trace, position)) without rowid
          """,
          "create index embeddings_by_time on embeddings(occurred_at, trace)",
          """
          create table rates(app text, evaluator text, dimension text, value text,
            window_ms integer, window_start integer, window_end integer, final integer,
            revision integer, updated_at integer, body blob,
            primary key(app, evaluator, dimension, value, window_ms, window_start)) without rowid
          """,
          """
          create index rates_by_time
            on rates(dimension, window_ms, window_start, app, evaluator, value)
          """,
          "create index rates_by_age on rates(updated_at)",
          """
          create table series(app text, evaluator text, dimension text, value text,
            window_ms integer, latest integer,
            primary key(app, evaluator, dimension, value, window_ms)) without rowid
          """,
          """
          create table alerts(id integer primary key, transition_id text, reminder integer,
            alert_key text, app text, evaluator text, rule text, state text,
            transitioned_at integer, body blob, unique(transition_id, reminder))
          """,
          "create index alerts_by_time on alerts(transitioned_at, transition_id, reminder)",
          "create index alerts_by_key on alerts(alert_key, transitioned_at, id)",
          """
          create table feedback(feedback_id text, trace_id text, occurred_at integer, body blob,
            primary key(trace_id, feedback_id)) without rowid
          """,
          "create index feedback_of_trace on feedback(trace_id, occurred_at)",
          "create index feedback_by_age on feedback(occurred_at)");

  private Tables() {}

  static void create(Connection connection, String identity) throws SQLException {
    // Free pages go back to the disk; in a file that has a log this takes a vacuum.
    Rows.execute(connection, "pragma auto_vacuum = incremental");
    Rows.execute(connection, "vacuum");
    Rows.execute(connection, "begin");
    for (String definition : DEFINITIONS) {
      Rows.execute(connection, definition);
    }
    Rows.execute(connection, "pragma user_version = " + VERSION);
    Rows.run(connection, "insert into meta values('identity', ?)", identity);
    Rows.execute(connection, "commit");
  }

  static boolean areThere(Connection connection, String identity) throws SQLException {
    if (Rows.number(connection, "pragma user_version") != VERSION) {
      return false;
    }
    return Rows.list(connection, "select value from meta", List.of(), row -> row.getString(1))
        .equals(List.of(identity));
  }
}
