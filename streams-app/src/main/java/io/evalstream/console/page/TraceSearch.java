package io.evalstream.console.page;

import io.evalstream.console.archive.TraceQuery;
import io.javalin.http.BadRequestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is asked of the list of traces.
///
/// @param last name of a time up to now; null when from and to are asked for, or any time
/// @param filters the parameters as the address has them, without the cursor
record TraceSearch(TraceQuery query, @Nullable String last, Map<String, String> filters) {

  /// Times up to now, by the name that addresses have.
  static final Map<String, Duration> LAST = times();

  private static final int PAGE = 50;
  private static final List<String> NAMES =
      List.of(
          "text",
          "app",
          "evaluator",
          "label",
          "failing",
          "outcome",
          "diagnosis",
          "model",
          "prompt_version",
          "last",
          "from",
          "to");

  TraceSearch {
    filters = Map.copyOf(filters);
  }

  private static Map<String, Duration> times() {
    Map<String, Duration> last = new LinkedHashMap<>();
    last.put("15m", Duration.ofMinutes(15));
    last.put("1h", Duration.ofHours(1));
    last.put("6h", Duration.ofHours(6));
    last.put("24h", Duration.ofHours(24));
    return last;
  }

  static TraceSearch of(Asked asked, Instant now) {
    String last = asked.text("last");
    if (last != null && !LAST.containsKey(last)) {
      throw new BadRequestResponse(
          "last must be one of %s, was %s".formatted(String.join(", ", LAST.keySet()), last));
    }
    Instant from =
        last == null ? asked.time("from") : now.minus(LAST.getOrDefault(last, Duration.ZERO));
    return new TraceSearch(
        new TraceQuery(
            asked.text("app"),
            asked.text("evaluator"),
            asked.text("label"),
            asked.flag("failing"),
            asked.text("outcome"),
            asked.text("diagnosis"),
            asked.text("model"),
            asked.text("prompt_version"),
            from,
            last == null ? asked.time("to") : null,
            asked.text("text"),
            asked.text("cursor"),
            PAGE),
        last,
        filters(asked));
  }

  private static Map<String, String> filters(Asked asked) {
    Map<String, String> filters = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = asked.text(name);
      if (value != null) {
        filters.put(name, value);
      }
    }
    return filters;
  }

  @Nullable String filter(String name) {
    return filters.get(name);
  }

  boolean isFiltered() {
    return !filters.isEmpty();
  }

  /// Where the list goes on.
  String address(@Nullable String cursor) {
    List<String> query = new ArrayList<>();
    for (String name : NAMES) {
      String value = filters.get(name);
      if (value != null) {
        query.add(name);
        query.add(value);
      }
    }
    if (cursor != null) {
      query.add("cursor");
      query.add(cursor);
    }
    return PageAddress.of("/traces", query.toArray(String[]::new));
  }
}
