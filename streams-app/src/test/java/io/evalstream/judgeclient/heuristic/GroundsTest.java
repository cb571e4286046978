package io.evalstream.judgeclient.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroundsTest {

  private final Grounds grounds =
      new Grounds(List.of("The shop opens at 9 on weekdays. It is closed on Sundays."));

  @Test
  void sentences_areFoundWhereTheyStand() {
    String text = "  The shop opens at 9. Parking costs 3 dollars!\n\nClosed.";

    List<Grounds.Sentence> sentences = grounds.of(text);

    assertThat(sentences)
        .extracting(sentence -> text.substring(sentence.start(), sentence.end()))
        .containsExactly("The shop opens at 9.", "Parking costs 3 dollars!", "Closed.");
    assertThat(sentences).extracting(Grounds.Sentence::share).containsExactly(1.0, 0.0, 1.0);
  }

  @Test
  void numberingOfAList_isNoSentence() {
    String text = "1. The shop opens at 9 [2].\n2. It is closed on Sundays (passages 1, 2 and 3).";

    assertThat(grounds.of(text)).hasSize(2).allMatch(sentence -> sentence.share() == 1);
  }

  @Test
  void textWithoutWords_hasNoSentences() {
    assertThat(grounds.of("")).isEmpty();
    assertThat(grounds.of(" \n ... !!! ")).isEmpty();
  }

  @Test
  void longListOfPassages_isReadToItsEnd() {
    assertThat(grounds.of("See passages 1" + ", 1".repeat(200_000) + ".")).hasSize(1);
  }
}
