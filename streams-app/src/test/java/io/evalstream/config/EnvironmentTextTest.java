package io.evalstream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTextTest {

  private static final EnvironmentText TEXT =
      new EnvironmentText(Map.of("HOST", "kafka", "EMPTY", "", "ODD", "$1 ${HOST} \\"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain              | plain
          ${HOST}            | kafka
          ${HOST:other}      | kafka
          ${NONE:other}      | other
          ${NONE:http://a:1} | http://a:1
          <${NONE:}>         | <>
          <${EMPTY:other}>   | <>
          ${HOST}:${PORT:1}  | kafka:1
          ${ODD}             | $1 ${HOST} \\
          $${HOST}           | ${HOST}
          $5 {{HOST}}        | $5 {{HOST}}
          """)
  void references_areReplaced(String text, String filled) {
    assertThat(TEXT.fill(text)).isEqualTo(new Reading.Fits<>(filled.replace("\\\\", "\\")));
  }

  @Test
  void unsetVariables_areAllNamed() {
    assertThat(TEXT.fill("${A}${HOST}${B}"))
        .isEqualTo(
            new Reading.Breaks<>(
                "environment variables A, B are not set",
                null,
                "Set it or give a default: ${A:default}"));
  }

  @ParameterizedTest
  @CsvSource({"${}", "${a b}", "${1A}", "${OPEN", "${a.b}"})
  void referenceThatIsNone_isRefused(String text) {
    assertThat(TEXT.fill(text)).isInstanceOf(Reading.Breaks.class);
  }
}
