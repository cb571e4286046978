package io.evalstream.console.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What judges did since a moment.
final class JudgeRows {

  private static final String SUMS =
      """
      select judge, coalesce(judge_model, '') as judge_model, count(*) as evaluations,
        coalesce(sum(input_tokens), 0) as input_tokens,
        coalesce(sum(output_tokens), 0) as output_tokens,
        coalesce(sum(cost_usd), 0.0) as cost_usd,
        sum(cost_usd is null and outcome = 'judged') as unpriced, sum(cached) as cached
      from evaluations where evaluated_at >= ? group by 1, 2 order by 1, 2
      """;
  private static final String OUTCOMES =
      """
      select outcome, count(*) from evaluations
      where evaluated_at >= ? and judge = ? and coalesce(judge_model, '') = ? group by 1
      """;

  /// The value whose rank is the share of all, rounded up.
  private static final String QUANTILES =
      """
      with ranked as (
        select latency_ms, row_number() over (order by latency_ms) as place, count(*) over () as n
        from evaluations where evaluated_at >= ? and judge = ? and coalesce(judge_model, '') = ?
          and latency_ms is not null)
      select coalesce(min(latency_ms) filter (where place * 100 >= n * 50), 0),
        coalesce(min(latency_ms) filter (where place * 100 >= n * 95), 0) from ranked
      """;

  private JudgeRows() {}

  static List<JudgeUse> since(Connection connection, Instant from) throws SQLException {
    List<JudgeUse> uses = new ArrayList<>();
    for (JudgeUse sums : Rows.list(connection, SUMS, List.of(from), JudgeRows::sums)) {
      uses.add(whole(connection, from, sums));
    }
    return uses;
  }

  private static JudgeUse sums(ResultSet row) throws SQLException {
    return new JudgeUse(
        row.getString("judge"),
        row.getString("judge_model"),
        row.getLong("evaluations"),
        Map.of(),
        row.getLong("input_tokens"),
        row.getLong("output_tokens"),
        row.getDouble("cost_usd"),
        row.getLong("unpriced"),
        row.getLong("cached"),
        0,
        0);
  }

  private static JudgeUse whole(Connection connection, Instant from, JudgeUse sums)
      throws SQLException {
    List<Object> judge = List.of(from, sums.judge(), sums.judgeModel());
    Map<String, Long> outcomes = new HashMap<>();
    Rows.list(connection, OUTCOMES, judge, row -> outcomes.put(row.getString(1), row.getLong(2)));
    List<Long> quantiles =
        Rows.list(connection, QUANTILES, judge, row -> List.of(row.getLong(1), row.getLong(2)))
            .getFirst();
    return new JudgeUse(
        sums.judge(),
        sums.judgeModel(),
        sums.evaluations(),
        outcomes,
        sums.inputTokens(),
        sums.outputTokens(),
        sums.costUsd(),
        sums.unpriced(),
        sums.cached(),
        quantiles.get(0),
        quantiles.get(1));
  }
}
