package io.evalstream.otlp.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The spans of a trace, and the names under which things are looked for in them.
record Sources(Mapping mapping, Steps steps) {

  /// Where a row is looked for: a row that the configuration names is looked for everywhere.
  List<Step> where(Row row, List<Step> usual) {
    return mapping.isChanged(row) ? steps.all() : usual;
  }

  /// The first value under a name of the row; null when there is none.
  @Nullable JsonNode value(Row row, Step step) {
    return Lookup.find(step.span(), mapping.names(row));
  }

  boolean has(Row row, Step step) {
    return value(row, step) != null;
  }

  /// The first text that a value under a name of the row holds.
  Found find(Row row, Step step, Function<JsonNode, Found> reading) {
    Found found = new Found.Nothing();
    for (String name : mapping.names(row)) {
      JsonNode value = Lookup.find(step.span(), name);
      if (value != null) {
        found = found.or(() -> reading.apply(value));
      }
    }
    return found;
  }

  Found find(Row row, List<Step> usual, Function<JsonNode, Found> reading) {
    Found found = new Found.Nothing();
    for (Step step : where(row, usual)) {
      found = found.or(() -> find(row, step, reading));
    }
    return found;
  }

  /// The first text of some spans; null when there is none.
  @Nullable String text(Row row, List<Step> usual) {
    return find(row, usual, Sources::plain).orNull();
  }

  /// What tells of the sender of a span rather than of the span itself.
  @Nullable String ofResource(Row row, List<Step> usual) {
    Found found = new Found.Nothing();
    for (Step step : where(row, usual)) {
      for (String name : mapping.names(row)) {
        found = found.or(() -> in(step.span().resource(), name));
        if (mapping.isChanged(row)) {
          found = found.or(() -> in(step.span().attributes(), name));
        }
      }
    }
    return found.orNull();
  }

  /// An attribute of any span, or of what sent it.
  @Nullable String anywhere(String name) {
    Found found = new Found.Nothing();
    for (Step step : steps.all()) {
      found =
          found
              .or(() -> in(step.span().attributes(), name))
              .or(() -> in(step.span().resource(), name));
    }
    return found.orNull();
  }

  private static Found in(Map<String, JsonNode> attributes, String name) {
    JsonNode value = attributes.get(name);
    return value == null || value.isNull() ? new Found.Nothing() : plain(value);
  }

  static Found plain(JsonNode value) {
    return Found.of(JsonText.of(value));
  }
}
