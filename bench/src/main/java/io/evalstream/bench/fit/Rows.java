package io.evalstream.bench.fit;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.evaluator.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rows of one task from all sets.
record Rows(Task task, Map<String, List<Trace>> sets) {

  private static final Set<String> SWAPPED = Set.of("haluquestqa", "halueval_general");

  Rows {
    sets = Map.copyOf(sets);
  }

  List<Row> all() {
    List<Row> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    sets.forEach(
        (set, traces) -> {
          List<Row> labelled = labelled(set, traces);
          rows.addAll(labelled);
          switch (task.others()) {
            case NOTHING -> {}
            case PASS -> rows.addAll(labelled.isEmpty() ? passing(traces, seen) : List.of());
            case SWAP -> rows.addAll(SWAPPED.contains(set) ? swapped(set, traces) : List.of());
          }
        });
    return rows;
  }

  private List<Row> labelled(String set, List<Trace> traces) {
    List<Row> rows = new ArrayList<>();
    for (Trace trace : traces) {
      if (task.perDocument()) {
        for (JsonNode document : trace.documents()) {
          task.fails(trace.documentLabel(task.evaluator(), document))
              .ifPresent(
                  fails -> rows.add(new Row(set, trace.group(), trace.fields(document), fails)));
        }
      } else {
        task.fails(trace.label(task.evaluator()))
            .ifPresent(fails -> rows.add(new Row(set, trace.group(), trace.fields(), fails)));
      }
    }
    return rows;
  }

  private List<Row> passing(List<Trace> traces, Set<String> seen) {
    List<Row> rows = new ArrayList<>();
    for (Trace trace : traces) {
      Map<Field, String> fields = trace.fields();
      String judged = fields.get(task.judged());
      if (judged != null && seen.add(judged)) {
        rows.add(new Row("(all other sets)", trace.group(), fields, false));
      }
    }
    return rows;
  }

  private static List<Row> swapped(String set, List<Trace> traces) {
    List<Row> rows = new ArrayList<>();
    Trace before = traces.getLast();
    for (Trace trace : traces) {
      rows.add(new Row(set + " (swapped)", trace.group(), trace.fields(), false));
      if (!trace.group().equals(before.group())) {
        Map<Field, String> swapped = new EnumMap<>(trace.fields());
        swapped.put(Field.RESPONSE, before.fields().getOrDefault(Field.RESPONSE, ""));
        rows.add(new Row(set + " (swapped)", trace.group(), swapped, true));
      }
      before = trace;
    }
    return rows;
  }
}
