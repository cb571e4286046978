package io.evalstream.judgeclient.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StemTest {

  @ParameterizedTest
  @CsvSource({"answers, answered", "stopped, stop", "stories, story", "makes, making", "cats, cat"})
  void formsOfAWord_shareAStem(String one, String other) {
    assertThat(Stem.of(one)).isEqualTo(Stem.of(other));
  }

  @ParameterizedTest
  @CsvSource({"pass, pas", "glass, glasss", "gas, ga"})
  void otherWords_keepApart(String one, String other) {
    assertThat(Stem.of(one)).isNotEqualTo(Stem.of(other));
  }
}
