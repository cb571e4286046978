package io.evalstream.console.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What judges did since a moment. One walk along an index gives the judgements of each judge,
/// outcome and latency together, in this order.
final class JudgeRows {

  private static final String WALK =
      """
      select judge, judge_model, outcome, latency_ms, count(*) as n,
        coalesce(sum(input_tokens), 0) as input_tokens,
        coalesce(sum(output_tokens), 0) as output_tokens,
        coalesce(sum(cost_usd), 0.0) as cost_usd,
        sum(cost_usd is null and outcome = 'judged') as unpriced, sum(cached) as cached
      from evaluations indexed by evaluations_of_judge where evaluated_at >= ?
      group by judge, judge_model, outcome, latency_ms
      """;

  /// @param model empty when the judge names none
  private record Judge(String name, String model) {}

  private JudgeRows() {}

  static List<JudgeUse> since(Connection connection, Instant from) throws SQLException {
    Map<Judge, UseSums> sums = new LinkedHashMap<>();
    Rows.list(connection, WALK, List.of(from), row -> add(sums, row));
    return sums.entrySet().stream()
        .map(use -> use.getValue().of(use.getKey().name, use.getKey().model))
        .toList();
  }

  private static boolean add(Map<Judge, UseSums> sums, ResultSet row) throws SQLException {
    String model = row.getString("judge_model");
    Judge judge = new Judge(row.getString("judge"), model == null ? "" : model);
    sums.computeIfAbsent(judge, name -> new UseSums()).add(row);
    return true;
  }
}
