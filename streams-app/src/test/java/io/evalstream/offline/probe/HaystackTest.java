package io.evalstream.offline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HaystackTest {

  @Test
  void text_hasTheLengthAndItsSeed() {
    assertThat(Haystack.of(4000, 1).text().length()).isBetween(4000, 4200);
    assertThat(Haystack.of(4000, 1)).isEqualTo(Haystack.of(4000, 1));
    assertThat(Haystack.of(4000, 1)).isNotEqualTo(Haystack.of(4000, 2));
    assertThat(Haystack.of(4000, 1).text()).doesNotContainPattern("[0-9]");
  }

  @Test
  void needle_standsAfterTheFullStopNearestToTheDepth() {
    Haystack text = new Haystack("One two. Three four five six. Seven.");

    assertThat(text.with("N.", 0).text()).isEqualTo("N. One two. Three four five six. Seven.");
    // 36 characters: 20 % is 7, beside the full stop at 8; 50 % is 18, nearer to 8 than to 29.
    assertThat(text.with("N.", 20).text()).isEqualTo("One two. N. Three four five six. Seven.");
    assertThat(text.with("N.", 50).text()).isEqualTo("One two. N. Three four five six. Seven.");
    assertThat(text.with("N.", 75).text()).isEqualTo("One two. Three four five six. N. Seven.");
    assertThat(text.with("N.", 100).text()).isEqualTo("One two. Three four five six. Seven. N.");
  }

  @Test
  void misspeltText_changesJustTheShare() {
    String[] right = MisspeltText.of(0, 5).split(" ");
    for (int percent : ScoreStudy.SHARES) {
      String[] words = MisspeltText.of(percent, 5).split(" ");
      int wrong = 0;
      int all = 0;
      for (int i = 0; i < words.length; i++) {
        all += right[i].replaceAll("\\W", "").length() >= 3 ? 1 : 0;
        wrong += right[i].equals(words[i]) ? 0 : 1;
      }
      assertThat(wrong).isEqualTo(Math.round(all * percent / 100f));
    }
  }
}
