package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// What the stub judge has seen since its start, or since it was told to begin anew.
///
/// @param calls ended calls by ending; a call that hangs is counted when it begins to
/// @param repeated calls whose `Idempotency-Key` had come before, with a call that was answered
///   with its verdict or was being worked on to be. A call that is tried again after a fault is
///   none
/// @param concurrent calls at this moment
/// @param working those that have a place
/// @param waiting those in line for one
/// @param maxAtOnce the most calls there were at once
public record JudgeStats(
    Map<Ending, Long> calls,
    long repeated,
    int concurrent,
    int working,
    int waiting,
    int maxAtOnce) {

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
        .put("repeated", repeated)
        .put("concurrent", concurrent)
        .put("working", working)
        .put("waiting", waiting)
        .put("max_at_once", maxAtOnce)
        .toString();
  }
}
