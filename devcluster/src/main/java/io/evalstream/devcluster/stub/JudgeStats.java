package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// What the stub judge has seen since its start.
///
/// @param calls ended calls by ending; a call that hangs is counted when it begins to
/// @param concurrent calls at this moment, those in line included
/// @param waiting calls in line for a place
/// @param maxConcurrent the most calls there were at once
public record JudgeStats(Map<Ending, Long> calls, int concurrent, int waiting, int maxConcurrent) {

  public JudgeStats {
    calls = Map.copyOf(calls);
  }

  /// Calls that ended so.
  public long calls(Ending ending) {
    return calls.getOrDefault(ending, 0L);
  }

  /// Calls in all.
  public long total() {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  String json() {
    ObjectNode root = new JsonMapper().createObjectNode();
    ObjectNode byEnding = root.putObject("calls");
    for (Ending ending : Ending.values()) {
      byEnding.put(ending.wireName(), calls(ending));
    }
    return root.put("total", total())
        .put("concurrent", concurrent)
        .put("waiting", waiting)
        .put("max_concurrent", maxConcurrent)
        .toString();
  }
}
