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
    return Found.first(mapping.names(row), name -> read(Lookup.find(step.span(), name), reading));
  }

  static Found read(@Nullable JsonNode value, Function<JsonNode, Found> reading) {
    return value == null || value.isNull() ? new Found.Nothing() : reading.apply(value);
  }

  Found find(Row row, List<Step> usual, Function<JsonNode, Found> reading) {
    return Found.first(where(row, usual), step -> find(row, step, reading));
  }

  /// The first text of some spans; null when there is none.
  @Nullable String text(Row row, List<Step> usual) {
    return find(row, usual, Sources::plain).orNull();
  }

  /// What tells of the sender of a span rather than of the span itself.
  @Nullable String ofResource(Row row, List<Step> usual) {
    return Found.first(where(row, usual), step -> ofResource(row, step)).orNull();
  }

  private Found ofResource(Row row, Step step) {
    return Found.first(
        mapping.names(row),
        name -> {
          Found found = in(step.span().resource(), name);
          return mapping.isChanged(row)
              ? found.or(() -> in(step.span().attributes(), name))
              : found;
        });
  }

  /// An attribute of any span, or of what sent it.
  @Nullable String anywhere(String name) {
    return Found.first(
            steps.all(),
            step -> in(step.span().attributes(), name).or(() -> in(step.span().resource(), name)))
        .orNull();
  }

  private static Found in(Map<String, JsonNode> attributes, String name) {
    return read(attributes.get(name), Sources::plain);
  }

  static Found plain(JsonNode value) {
    return Found.of(JsonText.of(value));
  }
}
