package io.evalstream.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.evalstream.app.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The rules of Prometheus as they are shipped.
public final class Rules {

  public static final Path FOLDER = Documents.page("dashboards/prometheus");

  private Rules() {}

  public static List<JsonNode> recording() {
    return rules("recording.rules.yml");
  }

  public static List<JsonNode> alerting() {
    return rules("alerting.rules.yml");
  }

  static JsonNode read(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> rules(String file) {
    List<JsonNode> rules = new ArrayList<>();
    read(FOLDER.resolve(file))
        .path("groups")
        .forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }
}
