package io.evalstream.judgeclient.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.evaluator.Field;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportTest {

  private static final String HOURS = "The shop opens at 9 on weekdays. It is closed on Sundays.";
  private static final double ONCE = Math.log(2);

  private final Support support = new Support(new Words());

  @Test
  void strangeSentence_isCountedAndQuoted() {
    Reading reading = read(HOURS, "The shop opens at 9. Parking costs 3 dollars in the garage.");

    // 1st sentence: shop, opens, 9 (weight 2) = 4 of 4 found. 2nd: Parking, costs, 3 (weight 2),
    // dollars, garage = 0 of 6. Together 4 of 10; one number is strange, no name.
    assertThat(reading.values()).containsExactly(1 - 4.0 / 10, ONCE, 0.0, 0.0);
    assertThat(reading.told())
        .isEqualTo(
            "40% of the content words are found in the documents, least of"
                + " 'Parking costs 3 dollars in the garage.'; words not found: Parking, costs,"
                + " dollars, garage; numbers not found: 3");
  }

  @Test
  void strangeName_isCounted() {
    // shop, opens found; Berlin (weight 1.5) not: 1.5 of 3.5 is lacking.
    assertThat(read(HOURS, "The shop opens in Berlin.").values())
        .containsExactly(1 - 2 / 3.5, 0.0, 1.0, 0.0);
  }

  @Test
  void relatedWord_countsForMost() {
    // "description" is a relative of "describes": three quarters of it are found.
    assertThat(read("The guide describes rooms.", "A description.").values().getFirst())
        .isEqualTo(0.25);
  }

  @ParameterizedTest
  @CsvSource({
    "'It is open until 11 PM.', 'hours: 17:30-23:0. Is it open?'",
    "'It opens at 9.', 'It opens at 9:00 am.'",
    "'1. It costs 3 euros.\n2. It costs 3 euros [2].', 'The cost is 3.00 euros'"
  })
  void otherFormOfTheNumber_isFound(String response, String documents) {
    assertThat(read(documents, response).values()).containsOnly(0.0);
  }

  @ParameterizedTest
  @CsvSource({
    "Guests enjoy outdoor seating., 1",
    "There is no outdoor seating., 0",
    "The bar has music., 0"
  })
  void whatStructuredDataDeny_isCounted(String response, int denied) {
    String documents = "{\"OutdoorSeating\": false, \"Music\": true, \"guests enjoy\": \"bar\"}";

    assertThat(read(documents, response).values().getLast()).isEqualTo(Math.log1p(denied));
  }

  @Test
  void idsOfDocuments_areNoContent() {
    assertThat(read("[parking-3]\n" + HOURS, "Parking costs 3.").values().getFirst()).isEqualTo(1);
  }

  @Test
  void wordsOfTheQuestionAndEarlierTurns_countAsFound() {
    assertThat(
            support
                .read(
                    Map.of(
                        Field.DOCUMENTS, HOURS,
                        Field.QUESTION, "Is the garage closed?",
                        Field.HISTORY, "user: I have a truck",
                        Field.RESPONSE, "The garage and the truck: closed."))
                .orElseThrow()
                .values())
        .containsOnly(0.0);
  }

  private Reading read(String documents, String response) {
    return support.read(Map.of(Field.DOCUMENTS, documents, Field.RESPONSE, response)).orElseThrow();
  }
}
