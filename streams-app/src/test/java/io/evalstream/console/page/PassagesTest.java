package io.evalstream.console.page;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.page.Passages.Found;
import io.evalstream.console.page.Passages.Ground;
import io.evalstream.console.page.Passages.Mark;
import io.evalstream.console.page.Passages.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassagesTest {

  @Test
  void passage_isMarkedBetweenTheRest() {
    Passages passages = Passages.of("one two three", List.of(new Found(4, 7, "why")));

    assertThat(passages.pieces())
        .containsExactly(
            new Piece("one ", null),
            new Piece("two", new Mark(1, true)),
            new Piece(" three", null));
    assertThat(passages.grounds()).containsExactly(new Ground(1, List.of("why"), 1));
  }

  @Test
  void overlappingPassages_becomeOneWithTheReasonsOfEach() {
    Passages passages =
        Passages.of(
            "0123456789",
            List.of(new Found(4, 8, "b"), new Found(2, 5, "a"), new Found(3, 4, "a")));

    assertThat(passages.pieces())
        .containsExactly(
            new Piece("01", null), new Piece("234567", new Mark(1, true)), new Piece("89", null));
    assertThat(passages.grounds()).containsExactly(new Ground(1, List.of("a", "b"), 1));
  }

  @Test
  void passagesThatMeet_stayTwoOfTheSameGround() {
    Passages passages = Passages.of("0123", List.of(new Found(0, 2, "a"), new Found(2, 4, "a")));

    assertThat(passages.pieces())
        .containsExactly(new Piece("01", new Mark(1, true)), new Piece("23", new Mark(1, false)));
    assertThat(passages.grounds()).containsExactly(new Ground(1, List.of("a"), 2));
  }

  @Test
  void textWithoutPassages_isOnePiece() {
    assertThat(Passages.of("all", List.of()).pieces()).containsExactly(new Piece("all", null));
    assertThat(Passages.of("", List.of()).pieces()).isEmpty();
  }

  @Test
  void pieces_areTheText() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      String text = "abcdefghij".repeat(1 + random.nextInt(5));
      List<Found> found = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        int start = random.nextInt(text.length());
        found.add(new Found(start, start + 1 + random.nextInt(text.length() - start), "r" + i));
      }

      assertThat(Passages.of(text, found).pieces().stream().map(Piece::text).collect(joining()))
          .isEqualTo(text);
    }
  }
}
