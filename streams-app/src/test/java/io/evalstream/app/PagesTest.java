package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the pages to what is around them: files, headings, dependencies.
final class PagesTest {

  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(#[^)\\s]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<(?:dependency|path)>\\s*<groupId>([^<]*)</groupId>\\s*<artifactId>([^<]*)</artifactId>");

  static Stream<Path> pages() {
    return Documents.pages().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void link_leadsSomewhere(Path page) {
    List<String> broken =
        LINK.matcher(Documents.read(page))
            .results()
            .filter(link -> !leads(page, link.group(1), link.group(2)))
            .map(link -> link.group())
            .toList();

    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path page, String file, String anchor) {
    Path target = file.isEmpty() ? page : page.resolveSibling(file);
    if (!Files.exists(target)) {
      return false;
    }
    return anchor == null
        || HEADING
            .matcher(Documents.read(target))
            .results()
            .anyMatch(heading -> anchor.equals("#" + anchorOf(heading.group(1))));
  }

  private static String anchorOf(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schemas/pom.xml",
        "devcluster/pom.xml",
        "streams-app/pom.xml",
        "bench/pom.xml",
        "deploy/pom.xml",
        "pom.xml"
      })
  void dependency_hasAReason(String pom) {
    String rationale = Documents.read(Documents.page("RATIONALE.md"));

    List<String> withoutReason =
        DEPENDENCY
            .matcher(Documents.read(Documents.page(pom)))
            .results()
            .filter(found -> !found.group(1).equals("io.evalstream"))
            .map(found -> found.group(2))
            .filter(name -> !name.endsWith("-bom") && !rationale.contains("`" + name + "`"))
            .toList();

    assertThat(withoutReason).isEmpty();
  }

  @Test
  void rationale_asksQuestions() {
    assertThat(
            Documents.read(Documents.page("RATIONALE.md"))
                .lines()
                .filter(line -> line.startsWith("### ")))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("?"));
  }
}
