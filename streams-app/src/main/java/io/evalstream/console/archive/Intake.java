package io.evalstream.console.archive;

import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.topic.Partition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/// Writes a batch of records. The same record again changes nothing.
///
/// @param oldest what is older is left out: it would be deleted at once
record Intake(Connection connection, Instant oldest) {

  private static final String PUT_RATE =
      """
      insert into rates values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do update set window_end = excluded.window_end, final = excluded.final,
        revision = excluded.revision, updated_at = excluded.updated_at, body = excluded.body
      where (excluded.final, excluded.revision, excluded.updated_at) >=
        (rates.final, rates.revision, rates.updated_at)
      """;
  private static final String PUT_SERIES =
      """
      insert into series values(?, ?, ?, ?, ?, ?)
      on conflict do update set latest = max(latest, excluded.latest)
      """;
  private static final String PUT_ALERT =
      """
      insert into alerts(transition_id, reminder, alert_key, app, evaluator, rule, state,
        transitioned_at, body) values(?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do update set state = excluded.state,
        transitioned_at = excluded.transitioned_at, body = excluded.body
      """;
  private static final String PUT_FEEDBACK =
      """
      insert into feedback values(?, ?, ?, ?) on conflict do nothing
      """;
  private static final String PUT_OFFSET =
      """
      insert into offsets values(?, ?, ?) on conflict do update set next = excluded.next
      """;

  void put(Batch batch) throws SQLException {
    for (SpecificRecord record : batch.records()) {
      put(record);
    }
    for (Map.Entry<Partition, Long> next : batch.next().entrySet()) {
      Partition partition = next.getKey();
      Rows.run(connection, PUT_OFFSET, partition.topic(), partition.number(), next.getValue());
    }
  }

  private void put(SpecificRecord record) throws SQLException {
    switch (record) {
      case JudgedTrace trace when !trace.getJudgedAt().isBefore(oldest) ->
          new TraceIntake(connection).put(trace);
      case EvalRate rate when !rate.getUpdatedAt().isBefore(oldest) -> put(rate);
      case Alert alert -> put(alert);
      case Feedback feedback when !feedback.getOccurredAt().isBefore(oldest) -> put(feedback);
      case JudgedTrace old -> {}
      case EvalRate old -> {}
      case Feedback old -> {}
      default ->
          throw new IllegalArgumentException(
              "the archive has no place for a " + record.getSchema().getName());
    }
  }

  private void put(EvalRate rate) throws SQLException {
    Rows.run(
        connection,
        PUT_RATE,
        rate.getApp(),
        rate.getEvaluator(),
        rate.getDimension(),
        rate.getValue(),
        rate.getWindowMs(),
        rate.getWindowStart(),
        rate.getWindowEnd(),
        rate.getFinal$(),
        rate.getRevision(),
        rate.getUpdatedAt(),
        Packed.RATE.pack(rate));
    if (rate.getJudged() > 0) {
      Rows.run(
          connection,
          PUT_SERIES,
          rate.getApp(),
          rate.getEvaluator(),
          rate.getDimension(),
          rate.getValue(),
          rate.getWindowMs(),
          rate.getWindowStart());
    }
  }

  private void put(Alert alert) throws SQLException {
    Rows.run(
        connection,
        PUT_ALERT,
        alert.getTransitionId(),
        alert.getReminder(),
        alert.getAlertKey(),
        alert.getApp(),
        alert.getEvaluator(),
        alert.getRule(),
        alert.getState(),
        alert.getTransitionedAt(),
        Packed.ALERT.pack(alert));
  }

  private void put(Feedback feedback) throws SQLException {
    Rows.run(
        connection,
        PUT_FEEDBACK,
        feedback.getFeedbackId(),
        feedback.getTraceId(),
        feedback.getOccurredAt(),
        Packed.FEEDBACK.pack(feedback));
  }
}
