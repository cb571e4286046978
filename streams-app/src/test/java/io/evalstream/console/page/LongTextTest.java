package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongTextTest {

  @Test
  void shortText_isWhole() {
    assertThat(LongText.of("a short text")).isEqualTo(new LongText("a short text", "", "", null));
    assertThat(LongText.of("").isLong()).isFalse();
  }

  @Test
  void longText_isFoldedBetweenWordsAndLosesNothing() {
    String text = "word ".repeat(1_000);

    LongText folded = LongText.of(text);

    assertThat(folded.opening() + folded.rest()).isEqualTo(text);
    assertThat(folded.opening()).hasSizeLessThanOrEqualTo(700).endsWith("word");
    assertThat(folded.more()).isEqualTo("Show the other 4,301 characters");
  }

  @Test
  void manyLines_areFoldedAfterSome() {
    LongText folded = LongText.of("line\n".repeat(300));

    assertThat(folded.opening().lines()).hasSize(12);
  }

  @Test
  void littleMore_isNotHidden() {
    assertThat(LongText.of("word ".repeat(160)).isLong()).isFalse();
  }

  @Test
  void textWithoutSpaces_isCutBetweenCharacters() {
    LongText folded = LongText.of("😀".repeat(2_000));

    assertThat(folded.opening() + folded.rest()).isEqualTo("😀".repeat(2_000));
    assertThat(folded.opening()).endsWith("😀").hasSize(700);
  }

  @Test
  void endOfALongText_isNotShownAndThatIsSaid() {
    LongText folded = LongText.of("a".repeat(LongText.MOST + 1));

    assertThat(folded.opening().length() + folded.rest().length()).isEqualTo(LongText.MOST);
    assertThat(folded.cut()).isEqualTo("These are its first 100,000 of 100,001 characters.");
    assertThat(LongText.of("a".repeat(LongText.MOST)).cut()).isNull();
  }
}
