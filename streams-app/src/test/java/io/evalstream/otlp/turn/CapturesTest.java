package io.evalstream.otlp.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.Worth;
import io.evalstream.otlp.wire.Encoding;
import io.evalstream.otlp.wire.OtlpReader;
import io.evalstream.otlp.wire.Parcel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What real instrumentations sent, byte for byte, against what was said. Each expectation lies
/// beside its capture.
class CapturesTest {

  private static final Path FOLDER = Path.of("src/test/resources/otlp/captures");
  private static final String EXPECTED = ".expected.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Results of tools are not taken for documents here: the expectations tell retrievals only.
  private static final Mapping MAPPING = new Mapping(Map.of(), Map.of(), Map.of(), false);

  static List<String> captures() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(EXPECTED) && !name.startsWith("collector"))
          .map(name -> name.substring(0, name.length() - EXPECTED.length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void capture_isReadAsWhatWasSaid(String capture) throws Exception {
    JsonNode expected = expected(capture);

    List<Mapped> mapped = map(spans(files(expected, "files")), new TurnReader(MAPPING));

    assertThat(turns(mapped)).isEqualTo(expectedTurns(List.of(expected)));
    assertThat(mapped.stream().filter(Mapped.Nothing.class::isInstance).count())
        .isEqualTo(withoutTurn(expected));
    assertThat(reasons(mapped).stream().filter(Mapped.Reason.REDACTED::equals).count())
        .isEqualTo(count(expected, turn -> turn.path("redacted").asBoolean()));
    assertThat(apps(mapped)).allMatch(expected.path("app").asText()::equals);
  }

  @ParameterizedTest
  @MethodSource("captures")
  void spansInAnyOrderAndTwice_areTheSameTurn(String capture) throws Exception {
    List<Span> spans = spans(files(expected(capture), "files"));
    List<Mapped> asSent = map(spans, new TurnReader(Mapping.DEFAULT));

    for (int seed = 0; seed < 5; seed++) {
      List<Span> shuffled = new ArrayList<>(spans);
      shuffled.addAll(spans.subList(0, spans.size() / 2));
      Collections.shuffle(shuffled, new Random(seed));

      assertThat(map(shuffled, new TurnReader(Mapping.DEFAULT)))
          .containsExactlyInAnyOrderElementsOf(asSent);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"proto", "keyed", "json"})
  void collector_changesNothing(String encoding) throws Exception {
    JsonNode collector = expected("collector");
    List<JsonNode> expected = new ArrayList<>();
    for (JsonNode capture : collector.path("captures")) {
      expected.add(expected(capture.asText()));
    }

    List<Mapped> mapped = map(spans(files(collector, encoding)), new TurnReader(MAPPING));

    assertThat(turns(mapped)).containsExactlyInAnyOrderElementsOf(expectedTurns(expected));
  }

  @Test
  void resultsOfTools_areDocumentsWhenNothingWasRetrieved() throws Exception {
    List<Mapped> mapped =
        map(spans(files(expected("genai-openai-tools"), "files")), new TurnReader(Mapping.DEFAULT));

    assertThat(mapped)
        .singleElement()
        .isInstanceOfSatisfying(
            Mapped.Turn.class,
            turn -> {
              assertThat(turn.event().getRetrievalCount()).isEqualTo(1);
              assertThat(turn.retrievals().getFirst().getDocuments())
                  .extracting(document -> document.getText())
                  .containsExactly("KM-4711: 212 cups since the last descaling");
            });
  }

  @ParameterizedTest
  @MethodSource("captures")
  void turn_hasWhatEveryTurnHas(String capture) throws Exception {
    List<Span> spans = spans(files(expected(capture), "files"));

    for (Mapped mapped : map(spans, new TurnReader(Mapping.DEFAULT))) {
      if (mapped instanceof Mapped.Turn(ChatEvent event, List<RetrievalSpan> retrievals)) {
        assertThat(event.getAttributes()).containsEntry("environment", "test");
        assertThat(event.getAttributes()).containsEntry("version", "1.4.0");
        assertThat(event.getAttributes()).containsKey("provider");
        assertThat(spans)
            .extracting(Span::spanId)
            .contains(event.getAttributes().get(TurnReader.SPAN_ID));
        assertThat(event.getLatencyMs()).isPositive();
        assertThat(event.getRetrievalCount()).isEqualTo(retrievals.size());
        assertThat(retrievals).allMatch(span -> span.getTraceId().equals(event.getTraceId()));
      }
    }
  }

  private static JsonNode expected(String capture) throws IOException {
    return JSON.readTree(FOLDER.resolve(capture + EXPECTED).toFile());
  }

  private static List<Path> files(JsonNode expected, String list) {
    return expected.path(list).valueStream().map(file -> FOLDER.resolve(file.asText())).toList();
  }

  private static List<Span> spans(List<Path> files) throws Exception {
    OtlpReader reader = new OtlpReader(Encoding.AUTO, Worth.of(Mapping.DEFAULT));
    List<Span> spans = new ArrayList<>();
    for (Path file : files) {
      var unpacked = reader.read(Files.readAllBytes(file));
      assertThat(unpacked.badSpans()).isEmpty();
      unpacked.spans().stream().map(Parcel::span).forEach(spans::add);
    }
    return spans;
  }

  private static List<Mapped> map(List<Span> spans, TurnReader reader) {
    Map<String, List<Span>> traces = new LinkedHashMap<>();
    spans.forEach(
        span -> traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span));
    return traces.values().stream().map(reader::read).toList();
  }

  private static List<String> apps(List<Mapped> mapped) {
    return mapped.stream()
        .filter(Mapped.Turn.class::isInstance)
        .map(turn -> ((Mapped.Turn) turn).event().getApp())
        .toList();
  }

  private static List<Mapped.Reason> reasons(List<Mapped> mapped) {
    return mapped.stream()
        .filter(Mapped.Nothing.class::isInstance)
        .map(nothing -> ((Mapped.Nothing) nothing).reason())
        .toList();
  }

  private static long count(JsonNode expected, Predicate<JsonNode> wanted) {
    return expected.path("turns").valueStream().filter(wanted).count();
  }

  /// A turn of which the response was not sent is none.
  private static long withoutTurn(JsonNode expected) {
    return expected.path("traces_without_turn").asLong()
        + count(expected, turn -> turn.path("response").isNull());
  }

  private static List<JsonNode> expectedTurns(List<JsonNode> captures) throws IOException {
    List<JsonNode> turns = new ArrayList<>();
    for (JsonNode capture : captures) {
      for (JsonNode turn : capture.path("turns")) {
        if (!turn.path("response").isNull()) {
          turns.add(tree(expectedTurn(turn)));
        }
      }
    }
    return turns;
  }

  private static Map<String, Object> expectedTurn(JsonNode turn) throws IOException {
    Map<String, Object> told = new LinkedHashMap<>();
    for (String field : FIELDS) {
      told.put(field, turn.path(field));
    }
    List<JsonNode> retrievals = new ArrayList<>();
    // The reranker's documents stand in the place of those of the retriever before it.
    turn.path("retrievals")
        .forEach(
            retrieval -> {
              if (retrieval.path("kind").asText().equals("reranker")) {
                retrievals.clear();
              }
              retrievals.add(retrieval);
            });
    told.put("retrievals", retrievals.stream().map(CapturesTest::expectedRetrieval).toList());
    return told;
  }

  private static final List<String> FIELDS =
      List.of(
          "question",
          "response",
          "history",
          "model",
          "input_tokens",
          "output_tokens",
          "conversation_id",
          "user_id",
          "tool_calls");

  private static Map<String, Object> expectedRetrieval(JsonNode retrieval) {
    List<List<Object>> documents = new ArrayList<>();
    retrieval
        .path("documents")
        .forEach(
            document ->
                documents.add(
                    Arrays.asList(
                        id(document), document.path("text").asText(), document.path("score"))));
    return Map.of("query", retrieval.path("query"), "documents", documents);
  }

  /// Where OpenInference tells the id in another attribute it is found; OpenLLMetry tells none, and
  /// the text's hash takes its place.
  private static String id(JsonNode document) {
    return document.path("document_id").isNull()
        ? document.path("document_id_elsewhere").asText()
        : document.path("document_id").asText();
  }

  private static List<JsonNode> turns(List<Mapped> mapped) throws IOException {
    List<JsonNode> turns = new ArrayList<>();
    for (Mapped one : mapped) {
      if (one instanceof Mapped.Turn turn) {
        turns.add(tree(told(turn)));
      }
    }
    return turns;
  }

  /// As it is when it is read, so that numbers have the same types.
  private static JsonNode tree(Object told) throws IOException {
    return JSON.readTree(JSON.writeValueAsBytes(told));
  }

  private static Map<String, Object> told(Mapped.Turn turn) throws IOException {
    ChatEvent event = turn.event();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("question", event.getQuestion());
    told.put("response", event.getResponse());
    told.put(
        "history",
        event.getHistory().stream()
            .map(said -> Map.of("role", said.getRole(), "content", said.getContent()))
            .toList());
    told.put("model", event.getModel());
    told.put("input_tokens", event.getInputTokens());
    told.put("output_tokens", event.getOutputTokens());
    told.put("conversation_id", event.getConversationId());
    told.put("user_id", event.getUserId());
    List<Map<String, Object>> calls = new ArrayList<>();
    for (var call : event.getToolCalls()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("tool_call_id", call.getToolCallId());
      one.put("name", call.getName());
      one.put("arguments", JSON.readTree(call.getArguments()));
      one.put("result", call.getResult());
      calls.add(one);
    }
    told.put("tool_calls", calls);
    boolean hashes = event.getApp().contains("openllmetry");
    told.put("retrievals", turn.retrievals().stream().map(span -> told(span, hashes)).toList());
    return told;
  }

  private static Map<String, Object> told(RetrievalSpan span, boolean hashes) {
    List<List<Object>> documents = new ArrayList<>();
    span.getDocuments()
        .forEach(
            document ->
                documents.add(
                    Arrays.asList(
                        hashes ? document.getMetadata().get("source") : document.getDocumentId(),
                        document.getText(),
                        document.getScore())));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("query", span.getQuery());
    told.put("documents", documents);
    return told;
  }
}
