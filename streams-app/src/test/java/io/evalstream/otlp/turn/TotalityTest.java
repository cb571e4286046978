package io.evalstream.otlp.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.ChatEvent;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Spans come from anywhere: whatever they hold, a turn is read or is told why there is none.
class TotalityTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TurnReader READER = new TurnReader(Mapping.DEFAULT);

  @Property(tries = 2_000)
  void anySpans_areRead(@ForAll long seed) throws IOException {
    List<Span> spans = trace(new Random(seed));
    List<String> before = spans.stream().map(span -> span.attributes().toString()).toList();

    Mapped mapped = READER.read(spans);

    if (mapped instanceof Mapped.Turn(ChatEvent event, var retrievals)) {
      assertThat(event.getResponse()).isNotBlank();
      assertThat(event.getApp()).isNotBlank();
      assertThat(retrievals)
          .allSatisfy(span -> assertThat(span.getDocuments()).doesNotHaveDuplicates());
      ChatEvent.getEncoder().encode(event);
    }
    assertThat(spans).extracting(span -> span.attributes().toString()).isEqualTo(before);
  }

  @Example
  void deepTrace_isRead() {
    List<Span> chain = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      chain.add(span(i + 1, i, "CHAIN", Map.of("output.value", JSON.textNode("answer " + i))));
    }

    Mapped mapped = READER.read(chain);

    assertThat(mapped)
        .isInstanceOfSatisfying(
            Mapped.Turn.class,
            turn -> assertThat(turn.event().getResponse()).isEqualTo("answer 0"));
  }

  @Example
  void deepJson_isAText() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    Mapped mapped =
        READER.read(List.of(span(1, 0, "CHAIN", Map.of("output.value", JSON.textNode(deep)))));

    assertThat(mapped)
        .isInstanceOfSatisfying(
            Mapped.Turn.class, turn -> assertThat(turn.event().getResponse()).isEqualTo(deep));
  }

  @Example
  void longResponse_isNotShortened() {
    String text = "word ".repeat(1_000_000);

    Mapped mapped =
        READER.read(List.of(span(1, 0, "AGENT", Map.of("output.value", JSON.textNode(text)))));

    assertThat(mapped)
        .isInstanceOfSatisfying(
            Mapped.Turn.class, turn -> assertThat(turn.event().getResponse()).isEqualTo(text));
  }

  @Example
  void spansThatAreTheirOwnParents_areRead() {
    Span one = span(1, 2, "CHAIN", Map.of("input.value", JSON.textNode("Q?")));
    Span other = span(2, 1, "CHAIN", Map.of("output.value", JSON.textNode("A.")));
    Span itself = span(3, 3, "CHAIN", Map.of("output.value", JSON.textNode("B.")));

    assertThat(READER.read(List.of(one, other, itself))).isInstanceOf(Mapped.Turn.class);
  }

  @Example
  void noSpans_areNoTurn() {
    assertThat(READER.read(List.of())).isEqualTo(new Mapped.Nothing(Mapped.Reason.NOT_CHAT));
  }

  private static Span span(int id, int parent, String kind, Map<String, JsonNode> attributes) {
    Map<String, JsonNode> all = new HashMap<>(attributes);
    all.put("openinference.span.kind", JSON.textNode(kind));
    return new Span(
        TRACE,
        "%016x".formatted(id),
        parent == 0 ? null : "%016x".formatted(parent),
        "span",
        Span.Kind.INTERNAL,
        START,
        START.plusMillis(id),
        all,
        Span.Status.UNSET,
        List.of(),
        Map.of());
  }

  /// Written by hand rather than by arbitraries, which take minutes for values so nested.
  private static List<Span> trace(Random random) {
    List<Span> spans = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      Span plain =
          span(1 + random.nextInt(10), random.nextInt(10), any(random, KINDS), attributes(random));
      spans.add(
          new Span(
              plain.traceId(),
              plain.spanId(),
              plain.parentId(),
              any(random, List.of("", " ", "name")),
              plain.kind(),
              plain.start(),
              plain.end(),
              plain.attributes(),
              plain.status(),
              List.of(new Span.Event(any(random, EVENTS), START, attributes(random))),
              attributes(random)));
    }
    return spans;
  }

  private static Map<String, JsonNode> attributes(Random random) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      attributes.put(any(random, NAMES) + any(random, SUFFIXES), value(random, 0));
    }
    return attributes;
  }

  private static JsonNode value(Random random, int depth) {
    if (depth == 4 || random.nextInt(3) > 0) {
      return any(random, VALUES);
    }
    if (random.nextBoolean()) {
      ArrayNode list = JSON.arrayNode();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(value(random, depth + 1));
      }
      return list;
    }
    ObjectNode object = JSON.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.set(any(random, KEYS), value(random, depth + 1));
    }
    return random.nextBoolean() ? object : JSON.textNode(object.toString());
  }

  private static <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static final List<String> KINDS =
      List.of("CHAIN", "AGENT", "LLM", "TOOL", "RETRIEVER", "RERANKER", "EMBEDDING", "");
  private static final List<String> EVENTS =
      List.of("gen_ai.choice", "db.query.result", "gen_ai.user.message", "gen_ai.tool.message");

  /// The names that mean something.
  private static final List<String> NAMES =
      Stream.concat(
              Stream.of(Row.values()).flatMap(row -> row.names().stream()),
              Stream.of("db.query.result", "gen_ai.operation.name", "message"))
          .distinct()
          .toList();

  /// What makes flattened lists of them.
  private static final List<String> SUFFIXES =
      List.of(
          "",
          "",
          "",
          "",
          ".0",
          ".1",
          ".0.document.content",
          ".0.document.id",
          ".00.document",
          ".0.document",
          ".0.message.role",
          ".0.message.content",
          ".0.message",
          ".x",
          ".",
          ".0.message.tool_calls.0.tool_call.function.name",
          ".0.embedding.vector",
          ".0." + "a.".repeat(200),
          ".999999",
          ".9999999999",
          ".0.role",
          ".0.content");

  private static final List<String> KEYS =
      List.of(
          "role",
          "content",
          "parts",
          "type",
          "text",
          "messages",
          "message",
          "kwargs",
          "tool_calls",
          "function",
          "name",
          "id",
          "documents",
          "document",
          "output",
          "data",
          "tool",
          "json_schema",
          "embedding",
          "vector",
          "metadata",
          "parameters",
          "value",
          "0");

  private static final List<JsonNode> VALUES =
      List.of(
          JSON.textNode("text"),
          JSON.textNode(""),
          JSON.textNode("user"),
          JSON.textNode("tool_call"),
          JSON.textNode("tool_result"),
          JSON.textNode("assistant"),
          JSON.textNode("chat"),
          JSON.nullNode(),
          JSON.booleanNode(true),
          JSON.numberNode(0),
          JSON.numberNode(Double.NaN),
          JSON.numberNode(1e300),
          JSON.numberNode(Long.MIN_VALUE),
          JSON.numberNode(Long.MAX_VALUE),
          JSON.textNode(Found.REDACTED),
          JSON.textNode("\ud800 \u0000"),
          JSON.textNode("[" + "{\"messages\":[".repeat(30) + "]}".repeat(30) + "]"),
          JSON.textNode("{\"messages\": [[[{\"role\": 3, \"content\": {\"text\": null}}]]]}"),
          JSON.textNode("[\"user\", \"Hello\"]"),
          JSON.textNode("{\"documents\": [{\"id\": [], \"content\": {}}, \"x\", null, [1]]}"),
          JSON.textNode("{\"role\": \"assistant\", \"tool_calls\": {\"name\": 1}}"),
          JSON.textNode("[{\"role\": \"tool\", \"content\": \"x\"}, {\"name\": \"f\"}]"),
          JSON.textNode("\"quoted\""),
          JSON.textNode("\""),
          JSON.textNode("{\"kwargs\": {\"kwargs\": {\"content\": \"deep\"}}}"));
}
