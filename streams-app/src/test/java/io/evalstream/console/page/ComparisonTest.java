package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.event.EvalRate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static EvalRate rate(String value, int minute, long judged, long failing) {
    return Windows.minute(minute, judged, failing).setValue(value).build();
  }

  private static Comparison of(String dimension, EvalRate... rates) {
    return Objects.requireNonNull(Comparison.of(dimension, List.of(rates)));
  }

  /// Newcombe's interval of 20 of 100 less 5 of 100: Wilson gives 13.3 to 28.9 % and 2.2 to 11.2 %,
  /// so 15 - hypot(6.66, 6.18) = 5.9 and 15 + hypot(8.88, 2.85) = 24.3.
  @Test
  void models_areHeldAgainstTheOneThatFailsLeast() {
    Comparison models = of("model", rate("a", 1, 100, 20), rate("b", 1, 100, 5));

    assertThat(models.reference()).isEqualTo("b");
    assertThat(models.rows()).extracting(Comparison.Row::value).containsExactly("b", "a");
    assertThat(models.rows().get(0).difference()).isEmpty();
    assertThat(models.rows().get(1).difference()).isEqualTo("+15.0 points");
    assertThat(models.rows().get(1).interval()).isEqualTo("+5.9 to +24.3");
  }

  @Test
  void aModelWithFewLabels_isNoReference() {
    Comparison models = of("model", rate("few", 1, 5, 0), rate("many", 1, 100, 5));

    assertThat(models.reference()).isEqualTo("many");
  }

  @Test
  void promptVersions_areHeldAgainstTheOneBefore() {
    Comparison prompts =
        of(
            "prompt_version",
            rate("v2", 3, 1_000, 300),
            rate("v1", 9, 1_000, 50),
            rate("v3", 1, 1_000, 290));

    assertThat(prompts.rows()).extracting(Comparison.Row::value).containsExactly("v3", "v2", "v1");
    assertThat(prompts.rows())
        .extracting(Comparison.Row::verdict)
        .containsExactly("no clear difference", "clearly fails more", "reference");
  }

  @Test
  void oneValue_isNothingToCompare() {
    assertThat(Comparison.of("model", List.of(rate("a", 1, 10, 1)))).isNull();
  }
}
