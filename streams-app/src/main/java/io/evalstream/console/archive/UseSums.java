package io.evalstream.console.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What is added up of the judgements of one judge.
final class UseSums {

  private static final int MEDIAN = 50;
  private static final int SLOWEST_TWENTIETH = 95;

  private final Map<String, Long> outcomes = new HashMap<>();
  private final TreeMap<Long, Long> latencies = new TreeMap<>();
  private long evaluations;
  private long timed;
  private long inputTokens;
  private long outputTokens;
  private double costUsd;
  private long unpriced;
  private long cached;

  void add(ResultSet row) throws SQLException {
    long n = row.getLong("n");
    evaluations += n;
    outcomes.merge(row.getString("outcome"), n, Long::sum);
    inputTokens += row.getLong("input_tokens");
    outputTokens += row.getLong("output_tokens");
    costUsd += row.getDouble("cost_usd");
    unpriced += row.getLong("unpriced");
    cached += row.getLong("cached");
    long latency = row.getLong("latency_ms");
    if (!row.wasNull()) {
      latencies.merge(latency, n, Long::sum);
      timed += n;
    }
  }

  JudgeUse of(String judge, String model) {
    return new JudgeUse(
        judge,
        model,
        evaluations,
        outcomes,
        inputTokens,
        outputTokens,
        costUsd,
        unpriced,
        cached,
        quantile(MEDIAN),
        quantile(SLOWEST_TWENTIETH));
  }

  /// The value whose rank is that share of all, rounded up; 0 without any.
  private long quantile(int percent) {
    long below = 0;
    for (Map.Entry<Long, Long> latency : latencies.entrySet()) {
      below += latency.getValue();
      if (below * 100 >= timed * percent) {
        return latency.getKey();
      }
    }
    return 0;
  }
}
