package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VectorsTest {

  @Test
  void everyGroup_hasATest() throws Exception {
    Set<String> tested =
        names("/io/evalstream/stats", "Test.class")
            .flatMap(name -> Arrays.stream(testClass(name).getDeclaredMethods()))
            .map(method -> method.getAnnotation(EachVector.class))
            .filter(Objects::nonNull)
            .map(EachVector::value)
            .collect(Collectors.toSet());

    Set<String> groups = names("/stats", ".json").collect(Collectors.toSet());

    assertThat(groups).isNotEmpty().isEqualTo(tested);
  }

  @Test
  void everyGroup_hasCases() throws Exception {
    assertThat(names("/stats", ".json")).allMatch(group -> Vectors.of(group).count() >= 8);
  }

  private static Class<?> testClass(String name) {
    try {
      return Class.forName("io.evalstream.stats." + name + "Test");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Files of a folder of the tests, without their ending.
  private static Stream<String> names(String folder, String ending)
      throws IOException, URISyntaxException {
    Path path = Path.of(VectorsTest.class.getResource(folder + "/").toURI());
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .toList()
          .stream();
    }
  }
}
