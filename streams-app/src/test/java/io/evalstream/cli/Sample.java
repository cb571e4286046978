package io.evalstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.metric.FunnelStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The labelled answers that the project ships, and what a monitor must make of them.
record Sample(List<ObjectNode> rows) {

  static final Path FILE = Path.of("..", "samples", "labelled.jsonl").toAbsolutePath().normalize();

  /// Asks every question that the file has labels for.
  static final String EVALUATORS = "[ faithfulness, correctness, document_relevance ]";

  private static final List<String> FAILING = List.of("unfaithful", "incorrect", "irrelevant");

  static Sample shipped() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<ObjectNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      rows.add((ObjectNode) json.readTree(line));
    }
    return new Sample(List.copyOf(rows));
  }

  Sample first(int count) {
    return new Sample(rows.subList(0, count));
  }

  /// Each row several times, with ids of their own.
  Sample copies(int count) {
    List<ObjectNode> copies = new ArrayList<>();
    for (int copy = 1; copy <= count; copy++) {
      for (ObjectNode row : rows) {
        copies.add(row.deepCopy().put("id", id(row) + "-" + copy));
      }
    }
    return new Sample(copies);
  }

  Sample where(Predicate<String> id) {
    return new Sample(rows.stream().filter(row -> id.test(id(row))).toList());
  }

  Path write(Path file) throws IOException {
    return Files.write(file, rows.stream().map(JsonNode::toString).toList());
  }

  List<String> ids() {
    return rows.stream().map(Sample::id).toList();
  }

  /// The label of each judgement.
  Map<Judgement, String> labels() {
    Map<Judgement, String> labels = new HashMap<>();
    rows.forEach(row -> labels.putAll(labels(row)));
    return labels;
  }

  private static Map<Judgement, String> labels(ObjectNode row) {
    Map<Judgement, String> labels = new HashMap<>();
    row.path("labels")
        .properties()
        .forEach(
            label ->
                labels.put(
                    new Judgement(id(row), label.getKey(), null), label.getValue().asText()));
    row.path("document_labels")
        .properties()
        .forEach(
            evaluator ->
                evaluator
                    .getValue()
                    .properties()
                    .forEach(
                        label ->
                            labels.put(
                                new Judgement(id(row), evaluator.getKey(), label.getKey()),
                                label.getValue().asText())));
    return labels;
  }

  /// The failing labels by app, evaluator and model.
  Map<String, Share> shares() {
    Map<String, Share> shares = new TreeMap<>();
    for (ObjectNode row : rows) {
      labels(row)
          .forEach(
              (judgement, label) ->
                  shares.merge(
                      Share.series(
                          row.path("app").asText(),
                          judgement.evaluator(),
                          row.path("model").asText()),
                      Share.one(FAILING.contains(label)),
                      Share::plus));
    }
    return shares;
  }

  /// The share of an evaluator in one app, over all models.
  Share share(String app, String evaluator) {
    return shares().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(Share.series(app, evaluator, "")))
        .map(Map.Entry::getValue)
        .reduce(Share.NONE, Share::plus);
  }

  /// The diagnosis of each trace, worked out from its labels.
  Map<String, String> diagnoses() {
    Map<String, String> diagnoses = new HashMap<>();
    rows.forEach(row -> diagnoses.put(id(row), diagnosis(row)));
    return diagnoses;
  }

  private static String diagnosis(ObjectNode row) {
    boolean anyRelevant =
        row.path("document_labels")
            .path("document_relevance")
            .valueStream()
            .anyMatch(label -> label.asText().equals("relevant"));
    JsonNode labels = row.path("labels");
    if (!anyRelevant) {
      return "retrieval_miss";
    }
    if (labels.path("faithfulness").asText().equals("unfaithful")) {
      return "ungrounded";
    }
    return labels.path("correctness").asText().equals("incorrect") ? "incorrect" : "ok";
  }

  /// The funnel of a monitor that has judged all of it.
  SortedMap<FunnelStep, Long> funnel() {
    return funnel(this);
  }

  /// The funnel of a monitor that has received all of it and judged the chosen part: an event and a
  /// retrieval for each row.
  SortedMap<FunnelStep, Long> funnel(Sample chosen) {
    SortedMap<FunnelStep, Long> funnel = new TreeMap<>();
    Set<String> sampled = Set.copyOf(chosen.ids());
    for (ObjectNode row : rows) {
      String app = row.path("app").asText();
      String decision = sampled.contains(id(row)) ? "sampled" : "unsampled";
      Stream.of("chat_event", "retrieval_span")
          .forEach(stage -> count(funnel, app, stage, "received", decision));
    }
    for (ObjectNode row : chosen.rows) {
      String app = row.path("app").asText();
      labels(row)
          .keySet()
          .forEach(judgement -> count(funnel, app, judgement.evaluator(), "requested", "judged"));
    }
    return funnel;
  }

  private static void count(
      Map<FunnelStep, Long> funnel, String app, String stage, String... steps) {
    for (String step : steps) {
      funnel.merge(new FunnelStep(app, stage, step), 1L, Long::sum);
    }
  }

  private static String id(ObjectNode row) {
    return row.path("id").asText();
  }
}
