package io.evalstream.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evalstream.app.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A dashboard of Grafana as it is shipped.
public record Dashboard(String file, JsonNode json) {

  private static final Path FOLDER = Documents.page("dashboards/grafana/dashboards");

  /// One query.
  ///
  /// @param place the title of its panel and its letter, or what else it belongs to
  public record Query(String dashboard, String place, String promQl) {

    @Override
    public String toString() {
      return dashboard + ": " + place;
    }
  }

  public static List<Dashboard> all() {
    JsonMapper json = new JsonMapper();
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Dashboard> all = new ArrayList<>();
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        all.add(new Dashboard(file.getFileName().toString(), json.readTree(file.toFile())));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path lint() {
    return FOLDER.resolve(".lint");
  }

  public String title() {
    return json.path("title").asText();
  }

  public List<JsonNode> variables() {
    return list(json.path("templating").path("list"));
  }

  /// The panels that show something, rows left out.
  List<JsonNode> panels() {
    return list(json.path("panels")).stream()
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }

  /// What panels and annotations ask.
  public List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        String place = panel.path("title").asText() + " " + target.path("refId").asText();
        queries.add(new Query(title(), place, target.path("expr").asText()));
      }
    }
    for (JsonNode annotation : json.path("annotations").path("list")) {
      if (annotation.has("expr")) {
        String place = "annotation " + annotation.path("name").asText();
        queries.add(new Query(title(), place, annotation.path("expr").asText()));
      }
    }
    return queries;
  }

  static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  @Override
  public String toString() {
    return file;
  }
}
