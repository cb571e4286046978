package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the programs in the pages to the files that are run.
final class DocumentedClientsTest {

  private static final Pattern PROGRAM =
      Pattern.compile("<!-- (clients/\\S+) -->\\n```\\w+\\n(.*?)```\\n", Pattern.DOTALL);

  static Stream<MatchResult> programs() {
    return PROGRAM.matcher(Documents.read(Documents.page("docs/connect.md"))).results();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void program_isTheFile(MatchResult program) {
    assertThat(program.group(2))
        .as(program.group(1))
        .isEqualTo(Documents.read(Documents.page(program.group(1))));
  }

  @Test
  void everyProgram_isInThePage() throws IOException {
    List<String> shown = programs().map(program -> program.group(1)).toList();
    for (String folder : List.of("python", "javascript", "java", "json")) {
      try (Stream<Path> files = Files.list(Documents.page("clients").resolve(folder))) {
        assertThat(
                files
                    .map(file -> "clients/" + folder + "/" + file.getFileName())
                    .filter(file -> file.matches(".*\\.(py|js|java)") || folder.equals("json")))
            .isSubsetOf(shown);
      }
    }
  }
}
