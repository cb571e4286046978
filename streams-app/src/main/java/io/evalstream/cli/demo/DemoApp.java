package io.evalstream.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One application of the demo: conversations written for it, answered well most of the time.
final class DemoApp {

  private static final double BAD_BY_LARGE_MODEL = 0.02;
  private static final double BAD_BY_SMALL_MODEL = 0.06;
  private static final double REFUSED = 0.02;
  private static final double BROKEN_RETRIEVAL = 0.7;
  private static final double ANGRY = 0.3;

  private final String name;
  private final List<JsonNode> conversations;
  private final List<String> models;

  private DemoApp(String name, List<JsonNode> conversations) {
    this.name = name;
    this.conversations = conversations;
    this.models =
        conversations.stream().map(row -> row.path("model").asText()).distinct().sorted().toList();
  }

  static DemoApp load(String name) {
    String path = "/demo/" + name + ".jsonl";
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    try (InputStream source =
            Objects.requireNonNull(DemoApp.class.getResourceAsStream(path), path);
        BufferedReader lines = new BufferedReader(new InputStreamReader(source, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(json.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
    return new DemoApp(name, rows);
  }

  String name() {
    return name;
  }

  /// One turn, as the application would publish it.
  ///
  /// @param faithful whether the response keeps to the documents, as a person would see it
  record Turn(ChatEvent event, RetrievalSpan span, boolean faithful) {}

  /// @param broken whether the retrieval of the app is out of order
  Turn turn(String traceId, boolean broken, RandomGenerator random, Instant now) {
    JsonNode row = conversations.get(random.nextInt(conversations.size()));
    boolean misled = broken && random.nextDouble() < BROKEN_RETRIEVAL;
    int model = random.nextInt(models.size());
    double bad = model == 0 ? BAD_BY_LARGE_MODEL : BAD_BY_SMALL_MODEL;
    String kind = misled ? "incident_response" : kind(row, bad, random);
    JsonNode documents = row.path(misled ? "incident_documents" : "documents");
    String question = row.path("question").asText();
    String query = misled ? stray(question, documents) : question;
    long latency = random.nextLong(600, 4_000);
    boolean angry = !kind.equals("response") && random.nextDouble() < ANGRY;
    ChatEvent event =
        ChatEvent.newBuilder()
            .setTraceId(traceId)
            .setApp(name)
            .setOccurredAt(now)
            .setQuestion(question)
            .setResponse(row.path(kind).asText())
            .setHistory(history(row.path("history")))
            .setReferenceAnswer(text(row, "reference_answer"))
            .setRetrievalCount(1)
            .setModel(models.get(model))
            .setPromptVersion(random.nextBoolean() ? "v12" : "v13")
            .setQueryEmbedding(HashedWords.of(query))
            .setFeedback(angry ? "thumbs_down" : null)
            .setLatencyMs(latency)
            .setInputTokens(random.nextLong(400, 1_800))
            .setOutputTokens(random.nextLong(40, 220))
            .build();
    long retrieval = random.nextLong(20, 180);
    RetrievalSpan span =
        RetrievalSpan.newBuilder()
            .setTraceId(traceId)
            .setSpanId("retrieval")
            .setApp(name)
            .setOccurredAt(now.minusMillis(latency - retrieval))
            .setQuery(query)
            .setDocuments(documents(documents))
            .setRetriever(name + "-index")
            .setLatencyMs(retrieval)
            .build();
    return new Turn(event, span, !kind.equals("bad_response") && !misled);
  }

  /// What is out of order is the step that makes a query of a question: it adds names of another
  /// index, and the documents of that index are found.
  private static String stray(String question, JsonNode documents) {
    StringBuilder query = new StringBuilder(question);
    documents.forEach(
        document -> query.append(' ').append(document.path("id").asText().replace('-', ' ')));
    return query.toString();
  }

  private static String kind(JsonNode row, double bad, RandomGenerator random) {
    double roll = random.nextDouble();
    if (roll < bad) {
      return "bad_response";
    }
    return roll < bad + REFUSED && row.has("refusal_response") ? "refusal_response" : "response";
  }

  private static List<Message> history(JsonNode rows) {
    List<Message> history = new ArrayList<>();
    rows.forEach(
        row -> history.add(new Message(row.path("role").asText(), row.path("content").asText())));
    return history;
  }

  private static List<RetrievedDocument> documents(JsonNode rows) {
    List<RetrievedDocument> documents = new ArrayList<>();
    rows.forEach(row -> documents.add(document(row)));
    return documents;
  }

  private static RetrievedDocument document(JsonNode row) {
    String id = row.path("id").asText();
    String text = row.path("text").asText();
    String title = text(row, "title");
    return new RetrievedDocument(
        id,
        text,
        title,
        row.path("score").asDouble(),
        Map.of(),
        HashedWords.of("%s %s %s".formatted(id, title == null ? "" : title, text)));
  }

  private static @Nullable String text(JsonNode row, String field) {
    return row.path(field).isTextual() ? row.path(field).asText() : null;
  }
}
