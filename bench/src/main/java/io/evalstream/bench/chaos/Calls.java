package io.evalstream.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/// What the judge has seen in a run.
///
/// @param endings calls by how they ended; without those that never occurred
/// @param repeated calls for a judgement that the judge had answered before, or was about to
public record Calls(Map<String, Long> endings, long repeated) {

  static final Calls NONE = new Calls(Map.of(), 0);

  public Calls {
    endings = Map.copyOf(endings);
  }

  /// @param stats as `GET /stats` of the judge stub tells them
  static Calls of(JsonNode stats) {
    Map<String, Long> endings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> ending : stats.path("calls").properties()) {
      if (ending.getValue().asLong() > 0) {
        endings.put(ending.getKey(), ending.getValue().asLong());
      }
    }
    return new Calls(endings, stats.path("repeated").asLong());
  }

  public long total() {
    return endings.values().stream().mapToLong(Long::longValue).sum();
  }
}
