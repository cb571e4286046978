package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.page.Quotes.Quote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It says \"30 days\" here.",
        "It says '30 days' here.",
        "It says “30 days” here.",
        "It says ‘30 days’ here.",
        "It says „30 days“ here.",
        "It says «30 days» here.",
        "It says `30 days` here.",
      })
  void quotationMarks_areThoseOfManyHands(String text) {
    assertThat(Quotes.of(text, 5)).containsExactly(new Quote("30 days", false));
  }

  @Test
  void apostropheInAWord_endsNothing() {
    assertThat(Quotes.of("The answer's claim 'you can't return it' isn't there", 5))
        .containsExactly(new Quote("you can't return it", false));
  }

  @Test
  void ellipsis_dividesAQuoteAndLeavesItOpen() {
    assertThat(Quotes.of("\"all of it ... 20 days in total …\"", 5))
        .containsExactly(new Quote("all of it", false), new Quote("20 days in total", true));
  }

  @Test
  void wordAlone_isNoQuote() {
    assertThat(Quotes.of("The label 'unfaithful' and \"a b\" and 'x'", 5)).isEmpty();
  }

  @Test
  void marksThatNeverEnd_quoteNothing() {
    assertThat(Quotes.of("\"".repeat(3) + "it goes on and on", 5)).isEmpty();
    assertThat(Quotes.of("'a b c d ".repeat(100_000), 5)).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void longQuote_isKnownByItsBeginning() {
    String said = "word ".repeat(100);

    assertThat(Quotes.of("'" + said + "'", 5))
        .containsExactly(new Quote(said.substring(0, Quotes.LONGEST), true));
  }

  @Test
  void quotes_areAtMostThoseAskedFor() {
    assertThat(Quotes.of("\"one two\" ".repeat(50), 7)).hasSize(7);
  }
}
