package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.otlp.Row;
import io.evalstream.otlp.turn.Mapped;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds docs/otlp.md to what is looked for in spans, and to what is counted.
final class OtlpDocTest {

  private static final String BEGIN = "<!-- mapping: begin -->";
  private static final String END = "<!-- mapping: end -->";

  private final String page = Documents.read(Documents.page("docs/otlp.md"));

  @Test
  void table_isTheMapping() {
    String shown = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)).strip();
    String table =
        "| key | what | looked for on | names |\n|---|---|---|---|\n"
            + Arrays.stream(Row.values()).map(OtlpDocTest::line).collect(Collectors.joining("\n"));

    if (!shown.equals(table)) {
      throw new AssertionError(
          "docs/otlp.md shows another mapping than is used. Put this between %s and %s:%n%n%s%n"
              .formatted(BEGIN, END, table));
    }
  }

  private static String line(Row row) {
    String names =
        row.names().isEmpty()
            ? "none"
            : row.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |"
        .formatted(row.key(), row.meaning(), row.where().words(), names);
  }

  @Test
  void everyReasonForNoTurn_isExplained() {
    assertThat(Mapped.Reason.values())
        .allSatisfy(reason -> assertThat(page).contains("`" + reason.wireName() + "`"));
  }
}
