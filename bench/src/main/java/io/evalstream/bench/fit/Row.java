package io.evalstream.bench.fit;

import io.evalstream.evaluator.Field;
import java.util.Map;

/// A labelled judgement of a file.
///
/// @param group rows of one group are never split between training and holding out
/// @param fails what the label says
record Row(String file, String group, Map<Field, String> fields, boolean fails) {

  Row {
    fields = Map.copyOf(fields);
  }
}
