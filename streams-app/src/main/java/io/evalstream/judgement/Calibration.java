package io.evalstream.judgement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the labels of judges compared with true ones: what a rate can be corrected with.
///
/// As a file it is JSON: `{"format": 1, "entries": [{...}]}`.
public record Calibration(List<Entry> entries) {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Calibration {
    entries = List.copyOf(entries);
  }

  /// One judge on one version of one evaluator. A positive is a label that fails.
  ///
  /// @param app null for all apps of the source together
  /// @param truePositives fails, and the judge says so
  /// @param falseNegatives fails, and the judge passes it
  /// @param falsePositives passes, and the judge fails it
  /// @param trueNegatives passes, and the judge says so
  /// @param abstained has a true label and none of the judge
  /// @param source the file with the true labels
  public record Entry(
      @Nullable String app,
      String evaluator,
      String evaluatorVersion,
      String judge,
      @Nullable String judgeModel,
      long truePositives,
      long falseNegatives,
      long falsePositives,
      long trueNegatives,
      long abstained,
      String source,
      LocalDate date) {

    public Entry {
      if (truePositives < 0 || falseNegatives < 0 || falsePositives < 0 || trueNegatives < 0) {
        throw new IllegalArgumentException("counts of a calibration must be 0 or more");
      }
    }

    public long n() {
      return truePositives + falseNegatives + falsePositives + trueNegatives;
    }

    private boolean isAbout(Entry other) {
      return evaluator.equals(other.evaluator)
          && evaluatorVersion.equals(other.evaluatorVersion)
          && judge.equals(other.judge)
          && java.util.Objects.equals(app, other.app);
    }
  }

  /// The entry for an app, or else the one for all apps together.
  public Optional<Entry> find(String app, String evaluator, String evaluatorVersion, String judge) {
    List<Entry> fitting =
        entries.stream()
            .filter(entry -> entry.evaluator.equals(evaluator))
            .filter(entry -> entry.evaluatorVersion.equals(evaluatorVersion))
            .filter(entry -> entry.judge.equals(judge))
            .toList();
    return fitting.stream()
        .filter(entry -> app.equals(entry.app))
        .findFirst()
        .or(() -> fitting.stream().filter(entry -> entry.app == null).findFirst());
  }

  /// With newer entries in the place of those about the same.
  public Calibration with(List<Entry> newer) {
    List<Entry> all = new ArrayList<>(entries);
    all.removeIf(entry -> newer.stream().anyMatch(entry::isAbout));
    all.addAll(newer);
    return new Calibration(all);
  }

  /// @throws InvalidCalibrationException when the file is no calibration
  public static Calibration read(Path file) throws IOException, InvalidCalibrationException {
    JsonNode root;
    try {
      root = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InvalidCalibrationException(file + ": not JSON: " + e.getOriginalMessage());
    }
    if (root.path("format").asInt() != FORMAT) {
      throw new InvalidCalibrationException(
          file + ": format must be " + FORMAT + ", was " + root.path("format"));
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode node : root.path("entries")) {
      entries.add(entry(file + ": entries[" + entries.size() + "]", node));
    }
    return new Calibration(entries);
  }

  private static Entry entry(String where, JsonNode node) throws InvalidCalibrationException {
    try {
      return new Entry(
          textOrNull(node, "app"),
          text(node, "evaluator"),
          text(node, "evaluator_version"),
          text(node, "judge"),
          textOrNull(node, "judge_model"),
          count(node, "tp"),
          count(node, "fn"),
          count(node, "fp"),
          count(node, "tn"),
          node.path("abstained").asLong(0),
          text(node, "source"),
          LocalDate.parse(text(node, "date")));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new InvalidCalibrationException(where + ": " + e.getMessage());
    }
  }

  private static String text(JsonNode node, String key) {
    String text = textOrNull(node, key);
    if (text == null) {
      throw new IllegalArgumentException(key + " must be a text, was " + node.path(key));
    }
    return text;
  }

  private static @Nullable String textOrNull(JsonNode node, String key) {
    return node.path(key).isTextual() ? node.path(key).asText() : null;
  }

  private static long count(JsonNode node, String key) {
    if (!node.path(key).canConvertToLong() || !node.path(key).isIntegralNumber()) {
      throw new IllegalArgumentException(key + " must be a whole number, was " + node.path(key));
    }
    return node.path(key).asLong();
  }

  /// Writes the file as a whole, or leaves it as it is.
  public void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ArrayNode list = root.putArray("entries");
    entries.forEach(entry -> list.add(json(entry)));
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(next, JSON.writeValueAsString(root) + "\n");
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ObjectNode json(Entry entry) {
    ObjectNode json = JSON.createObjectNode();
    json.put("app", entry.app)
        .put("evaluator", entry.evaluator)
        .put("evaluator_version", entry.evaluatorVersion)
        .put("judge", entry.judge)
        .put("judge_model", entry.judgeModel)
        .put("tp", entry.truePositives)
        .put("fn", entry.falseNegatives)
        .put("fp", entry.falsePositives)
        .put("tn", entry.trueNegatives)
        .put("n", entry.n())
        .put("abstained", entry.abstained);
    share(json, "sensitivity", entry.truePositives, entry.falseNegatives);
    share(json, "specificity", entry.trueNegatives, entry.falsePositives);
    return json.put("source", entry.source).put("date", entry.date.toString());
  }

  /// For people; readers compute it from the counts. Null without cases.
  private static void share(ObjectNode json, String key, long right, long wrong) {
    if (right + wrong == 0) {
      json.putNull(key);
    } else {
      json.put(key, (double) right / (right + wrong));
    }
  }
}
