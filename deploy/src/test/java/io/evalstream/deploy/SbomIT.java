package io.evalstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The bill of materials of the image, and the licences in it.
class SbomIT {

  /// What may be passed on with the image without more than the texts of the licences. Of two
  /// licences to choose from one is enough.
  private static final Set<String> LICENCES =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "The (New) BSD License",
          "EPL-1.0",
          "EPL-2.0",
          "CC0-1.0",
          "0BSD",
          "Go License");

  @Test
  void bill_namesEveryJar() throws IOException {
    Set<String> jars = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("target/lib"))) {
      files.map(file -> file.getFileName().toString()).forEach(jars::add);
    }

    Set<String> named = new TreeSet<>();
    for (JsonNode component : components()) {
      named.add(
          component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
    }

    assertThat(named).isNotEmpty().isEqualTo(jars);
  }

  @Test
  void licence_isOneOfThoseThatAreAllowed() throws IOException {
    List<String> refused = new ArrayList<>();
    for (JsonNode component : components()) {
      boolean ours = component.path("group").asText().equals("io.evalstream");
      if (!ours && licences(component).stream().noneMatch(LICENCES::contains)) {
        refused.add(component.path("purl").asText() + " " + licences(component));
      }
    }

    assertThat(refused).isEmpty();
  }

  private static Set<String> licences(JsonNode component) {
    Set<String> licences = new TreeSet<>();
    for (JsonNode entry : component.path("licenses")) {
      JsonNode licence = entry.path("license");
      licences.add(licence.path("id").asText(licence.path("name").asText()));
      if (entry.has("expression")) {
        licences.addAll(List.of(entry.path("expression").asText().split(" OR ", -1)));
      }
    }
    return licences;
  }

  private static JsonNode components() throws IOException {
    return new ObjectMapper().readTree(Path.of("target/sbom.json").toFile()).path("components");
  }
}
