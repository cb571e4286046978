package io.evalstream.bench.fit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.evalstream.judgeclient.heuristic.Reading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A row and what a gauge counted in it.
record Example(Row row, Reading reading) {

  static Map<String, List<Example>> byFile(List<Example> examples) {
    return examples.stream()
        .collect(groupingBy(example -> example.row().file(), TreeMap::new, toList()));
  }
}
