package io.evalstream.otlp.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.StepKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the embedding of the question: that of its very text, or else the first that was computed
/// alone, as that of a condensed question is. Documents are embedded many at once.
record Embeddings(Sources sources) {

  private record Embedded(String text, List<Float> vector) {}

  /// Empty when there is none.
  List<Float> ofQuestion(@Nullable String question) {
    List<Float> alone = List.of();
    for (Step step : sources.where(Row.EMBEDDING, sources.steps().of(StepKind.EMBEDDING))) {
      List<Embedded> all = read(step);
      for (Embedded one : all) {
        if (one.text.equals(question)) {
          return one.vector;
        }
      }
      if (alone.isEmpty() && all.size() == 1) {
        alone = all.getFirst().vector;
      }
    }
    return alone;
  }

  private List<Embedded> read(Step step) {
    JsonNode value = sources.value(Row.EMBEDDING, step);
    JsonNode list = value == null ? null : JsonText.structure(value);
    List<Embedded> all = new ArrayList<>();
    if (list != null && !vector(list).isEmpty()) {
      all.add(new Embedded("", vector(list)));
    } else if (list != null) {
      list.forEach(element -> add(all, element));
    }
    return all;
  }

  private static void add(List<Embedded> all, JsonNode element) {
    JsonNode node = JsonText.unfolded(element);
    JsonNode inner = node.has("embedding") ? node.path("embedding") : node;
    List<Float> vector = vector(inner.has("vector") ? inner.path("vector") : inner);
    if (!vector.isEmpty()) {
      all.add(new Embedded(inner.path("text").asText(""), vector));
    }
  }

  /// Empty when it is no list of finite numbers.
  private static List<Float> vector(JsonNode value) {
    JsonNode list = JsonText.structure(value);
    List<Float> vector = new ArrayList<>();
    if (list == null || !list.isArray()) {
      return vector;
    }
    for (JsonNode number : list) {
      float real = number.isNumber() ? number.floatValue() : Float.NaN;
      if (!Float.isFinite(real)) {
        return List.of();
      }
      vector.add(real);
    }
    return vector;
  }
}
