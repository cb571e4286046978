package io.evalstream.judgeclient.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordListTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"stop_words", "slurs", "insults", "hostile", "groups", "persons", "swear_words"})
  void shippedList_isInLowerCase(String name) {
    assertThat(WordList.load(name).words()).isNotEmpty().allMatch(word -> word.matches("[a-z']+"));
  }

  @Test
  void stars_standForLetters() {
    WordList list = new WordList(Set.of("weather"));

    assertThat(list.hasMasked("w**ther")).isTrue();
    assertThat(list.hasMasked("w*ther")).isFalse();
    assertThat(list.hasMasked("***")).isFalse();
  }
}
