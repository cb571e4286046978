package io.evalstream.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Documents;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the page to the keys that are read, let through and refused: each has a row in the section
/// that says what becomes of it, and no other key has.
class RegistryDocTest {

  private static final String PAGE = Documents.read(Documents.page("docs/registry.md"));
  private static final Pattern KEY = Pattern.compile("`([a-z][a-z0-9.]*)`");

  @Test
  void keysThatWork_areThePages() {
    assertThat(keys("Keys that work")).isEqualTo(new TreeSet<>(KnownKeys.SUPPORTED));
  }

  @Test
  void keysWithoutEffect_areThePages() {
    assertThat(keys("Keys without effect")).isEqualTo(new TreeSet<>(KnownKeys.WITHOUT_EFFECT));
  }

  @Test
  void keysThatAreRefused_areThePages() {
    assertThat(keys("Keys that are refused")).isEqualTo(new TreeSet<>(KnownKeys.REFUSED));
  }

  /// What stands in the first column of the tables under a heading.
  private static Set<String> keys(String heading) {
    Set<String> keys = new TreeSet<>();
    Arrays.stream(PAGE.split("\n## "))
        .filter(section -> section.startsWith(heading + "\n"))
        .flatMap(String::lines)
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", 3)[1])
        .flatMap(cell -> KEY.matcher(cell).results())
        .forEach(found -> keys.add(found.group(1)));
    return keys;
  }
}
