package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.page.Doubts.Failure;
import io.evalstream.console.page.Passages.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtsTest {

  private static final String DOCUMENT = "Unworn shoes can be returned within 14 days.";
  private static final String RESPONSE =
      "Unworn shoes can be returned within 14 days. We also pay for a taxi to the shop!";

  @Test
  void quotedPassage_isInDoubt() {
    List<Found> found =
        Doubts.in(RESPONSE, List.of(failure("Nobody says “we also  PAY for a taxi”.")));

    assertThat(found)
        .extracting(Found::reason)
        .containsExactly("quoted by the judge of faithfulness");
    assertThat(found).extracting(DoubtsTest::passage).containsExactly("We also pay for a taxi");
  }

  @Test
  void quoteThatTheJudgeReadElsewhereToo_isFromThere() {
    String explanation =
        "The documents say 'returned within 14 days', but no word of 'a taxi to the shop'.";

    assertThat(Doubts.in(RESPONSE, List.of(failure(explanation))))
        .extracting(DoubtsTest::passage)
        .containsExactly("a taxi to the shop");
  }

  @Test
  void quoteThatGoesOn_reachesToTheEndOfItsSentence() {
    assertThat(Doubts.in(RESPONSE, List.of(failure("least of 'We also pay …'; words not found"))))
        .extracting(DoubtsTest::passage)
        .containsExactly("We also pay for a taxi to the shop!");
  }

  @Test
  void partOfAWord_isNoQuote() {
    assertThat(Doubts.in("The taxis 4 and 5", List.of(quiet("'taxi' 'axis 4' 'he taxis'"))))
        .isEmpty();
  }

  @Test
  void judgeWhoQuotesNothing_leavesTheComparisonOfWords() {
    List<Found> found = Doubts.in(RESPONSE, List.of(failure("It is made up.")));

    assertThat(found).extracting(Found::reason).containsExactly(Doubts.COMPARED);
    assertThat(found)
        .extracting(DoubtsTest::passage)
        .containsExactly("We also pay for a taxi to the shop!");
  }

  @Test
  void withoutGrounds_wordsAreNotCompared() {
    assertThat(Doubts.in(RESPONSE, List.of(quiet("It is rude.")))).isEmpty();
    assertThat(
            Doubts.in(
                RESPONSE, List.of(new Failure("faithfulness", "no", List.of(), List.of(" ")))))
        .isEmpty();
  }

  @Test
  void responseThatNobodyLetsFail_isNotInDoubt() {
    assertThat(Doubts.in(RESPONSE, List.of())).isEmpty();
  }

  @Test
  void longHostileTexts_areReadToTheirEnd() {
    String response = "a ".repeat(250_000) + "x".repeat(250_000) + "'\"“ ".repeat(60_000);
    String explanation = ("'" + "a ".repeat(190) + "b' ").repeat(100);

    assertThat(
            Doubts.in(
                response,
                List.of(
                    new Failure(
                        "faithfulness", explanation, List.of(response), List.of(response)))))
        .isEmpty();
  }

  private static Failure failure(String explanation) {
    return new Failure("faithfulness", explanation, List.of(DOCUMENT), List.of(DOCUMENT));
  }

  private static Failure quiet(String explanation) {
    return new Failure("toxicity", explanation, List.of(), List.of());
  }

  private static String passage(Found found) {
    return RESPONSE.substring(found.start(), found.end());
  }
}
