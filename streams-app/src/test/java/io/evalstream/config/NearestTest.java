package io.evalstream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KEYS =
      List.of("window", "sampling", "id", "base_url", "in", "above", "rate");

  @ParameterizedTest
  @CsvSource({
    "widnow, window",
    "samplng, sampling",
    "Sampling, sampling",
    "base-url, base_url",
    "baseUrl, base_url",
    "idd, id",
    "rates, rate"
  })
  void misspeltWord_findsTheWord(String word, String meant) {
    assertThat(Nearest.to(word, KEYS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"threshold", "x", "below", "''"})
  void strangeWord_findsNone(String word) {
    assertThat(Nearest.to(word, KEYS)).isEmpty();
  }

  @Test
  void equallyNear_findsTheFirst() {
    assertThat(Nearest.to("it", List.of("in", "id"))).contains("in");
  }

  @Test
  void noKnownWords_findsNone() {
    assertThat(Nearest.to("id", List.of())).isEmpty();
  }
}
