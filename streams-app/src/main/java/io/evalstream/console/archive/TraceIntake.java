package io.evalstream.console.archive;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Writes judged traces. The newest record of a trace is the one that counts.
final class TraceIntake {

  static final int BEGINNING = 300;

  private static final String INSERT_TRACE =
      """
      insert into traces(trace_id, app, occurred_at, judged_at, diagnosis, model, prompt_version,
        question, response) values(?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String INSERT_EVALUATION =
      "insert into evaluations values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;

  TraceIntake(Connection connection) {
    this.connection = connection;
  }

  void put(JudgedTrace trace) throws SQLException {
    long judgedAt = Rows.micros(trace.getJudgedAt());
    long known =
        Rows.number(
            connection, "select judged_at from traces where trace_id = ?", trace.getTraceId());
    if (known > 0 && known >= judgedAt) {
      return;
    }
    if (known > 0) {
      remove(
          connection,
          Rows.number(connection, "select id from traces where trace_id = ?", trace.getTraceId()));
    }
    insert(trace);
  }

  private void insert(JudgedTrace trace) throws SQLException {
    ChatEvent event = trace.getEvent();
    String question = event.getQuestion();
    Rows.run(
        connection,
        INSERT_TRACE,
        trace.getTraceId(),
        trace.getApp(),
        trace.getOccurredAt(),
        trace.getJudgedAt(),
        trace.getDiagnosis(),
        event.getModel(),
        event.getPromptVersion(),
        question == null ? null : Beginning.of(question, BEGINNING),
        Beginning.of(event.getResponse(), BEGINNING));
    long id = Rows.number(connection, "select last_insert_rowid()");
    Rows.run(connection, "insert into bodies values(?, ?)", id, Packed.TRACE.pack(trace));
    Rows.run(connection, "insert into words(rowid, text) values(?, ?)", id, TraceText.of(trace));
    putEvaluations(id, trace);
    EmbeddingRows.put(connection, id, trace);
  }

  private void putEvaluations(long id, JudgedTrace trace) throws SQLException {
    List<Evaluation> evaluations = trace.getEvaluations();
    for (int position = 0; position < evaluations.size(); position++) {
      Evaluation evaluation = evaluations.get(position);
      Rows.run(
          connection,
          INSERT_EVALUATION,
          id,
          position,
          evaluation.getEvaluationId(),
          evaluation.getApp(),
          evaluation.getEvaluator(),
          evaluation.getLabel(),
          evaluation.getFailing(),
          evaluation.getOutcome(),
          evaluation.getJudge(),
          evaluation.getJudgeModel(),
          evaluation.getModel(),
          evaluation.getPromptVersion(),
          trace.getOccurredAt(),
          evaluation.getEvaluatedAt(),
          evaluation.getInputTokens(),
          evaluation.getOutputTokens(),
          evaluation.getCostUsd(),
          evaluation.getCached(),
          evaluation.getLatencyMs());
    }
  }

  static void remove(Connection connection, long id) throws SQLException {
    Rows.run(connection, "delete from traces where id = ?", id);
    Rows.run(connection, "delete from bodies where id = ?", id);
    Rows.run(connection, "delete from words where rowid = ?", id);
    Rows.run(connection, "delete from evaluations where trace = ?", id);
    Rows.run(connection, "delete from embeddings where trace = ?", id);
  }
}
