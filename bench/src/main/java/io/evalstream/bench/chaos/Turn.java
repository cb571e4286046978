package io.evalstream.bench.chaos;

import io.evalstream.bench.oracle.Judgement;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.stats.SampleHash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// One trace with a question, three documents and a response that no other trace has, and the
/// labels that a judge gives it. All of it follows from its number and the seed.
///
/// @param run names the run, so that traces of another one are others
record Turn(String run, long seed, int number) {

  static final List<String> APPS = List.of("docs-bot", "support-bot");

  /// The share of the traces of the second app that is sampled.
  static final double SHARE_OF_THE_SECOND = 0.5;

  static final List<String> EVALUATORS =
      List.of("faithfulness", "document_relevance", "correctness");

  /// The labels of those that fail.
  static final Set<String> FAILING = Set.of("unfaithful", "irrelevant", "incorrect");

  private static final List<Integer> DOCUMENTS = List.of(1, 2, 3);
  private static final int DUPLICATE_EVERY = 25;
  private static final int NOISE_EVERY = 40;

  String traceId() {
    return run + "-" + number;
  }

  String app() {
    return APPS.get(number % APPS.size());
  }

  /// Whether the monitor samples it: by the promise of the documentation, the hash of its id.
  boolean sampled() {
    return app().equals(APPS.getFirst())
        || SampleHash.uniform("evalstream", traceId()) < SHARE_OF_THE_SECOND;
  }

  /// Whether its event is published a second time.
  boolean repeated() {
    return number % DUPLICATE_EVERY == 0 && sampled();
  }

  /// Whether a record that is no event is published after it.
  boolean withNoise() {
    return number % NOISE_EVERY == 0;
  }

  /// Whether its span is published before its event.
  boolean spanFirst() {
    return number % 3 == 0;
  }

  /// Whether its span is published to any partition, and not to that of its trace id.
  boolean misplaced() {
    return number % 10 == 7;
  }

  ChatEvent event(Instant now) {
    return ChatEvent.newBuilder()
        .setTraceId(traceId())
        .setApp(app())
        .setOccurredAt(now)
        .setQuestion(question())
        .setResponse(response())
        .setRetrievalCount(1)
        .setModel("model-" + number % 4)
        .build();
  }

  RetrievalSpan span(Instant now) {
    return RetrievalSpan.newBuilder()
        .setTraceId(traceId())
        .setSpanId("search")
        .setApp(app())
        .setOccurredAt(now)
        .setDocuments(
            DOCUMENTS.stream()
                .map(
                    document ->
                        RetrievedDocument.newBuilder()
                            .setDocumentId(documentId(document))
                            .setText(text(document))
                            .build())
                .toList())
        .build();
  }

  private String question() {
    return "What is said in case " + traceId() + "?";
  }

  private String response() {
    return "In case " + traceId() + " this is said, and nothing beside it.";
  }

  private String text(int document) {
    return "Page " + document + " of case " + traceId() + ". It says what it says at some length.";
  }

  private static String documentId(int document) {
    return "page-" + document;
  }

  /// The label of each judgement, whether it is sampled or not.
  Map<Judgement, String> labels() {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    Map<Judgement, String> labels = new LinkedHashMap<>();
    labels.put(
        new Judgement(traceId(), "faithfulness", null),
        random.nextInt(5) == 0 ? "unfaithful" : "faithful");
    labels.put(
        new Judgement(traceId(), "correctness", null),
        random.nextInt(4) == 0 ? "incorrect" : "correct");
    DOCUMENTS.forEach(
        document ->
            labels.put(
                new Judgement(traceId(), "document_relevance", documentId(document)),
                random.nextInt(3) == 0 ? "irrelevant" : "relevant"));
    return labels;
  }

  /// The row that the judge stub answers from.
  String row() {
    Map<Judgement, String> labels = labels();
    return """
    {"id":"%s","question":"%s","response":"%s","documents":[%s],\
    "labels":{"faithfulness":"%s","correctness":"%s"},\
    "document_labels":{"document_relevance":{%s}}}"""
        .formatted(
            traceId(),
            question(),
            response(),
            joined("{\"id\":\"%s\",\"text\":\"%s\"}", this::text),
            labels.get(new Judgement(traceId(), "faithfulness", null)),
            labels.get(new Judgement(traceId(), "correctness", null)),
            joined(
                "\"%s\":\"%s\"",
                document ->
                    labels.getOrDefault(
                        new Judgement(traceId(), "document_relevance", documentId(document)), "")));
  }

  private static String joined(String form, java.util.function.IntFunction<String> value) {
    return String.join(
        ",",
        DOCUMENTS.stream()
            .map(document -> form.formatted(documentId(document), value.apply(document)))
            .toList());
  }
}
