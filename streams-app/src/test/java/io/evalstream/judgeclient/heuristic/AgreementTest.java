package io.evalstream.judgeclient.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.evaluator.Field;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {

  private final Agreement agreement = new Agreement();

  @ParameterizedTest
  @CsvSource({
    "'It is in the United States.', 'USA / United States', 0, 0",
    "'It is Steven Spielberg.', 'Stephen Spielberg\nSteven Spielberg', 0, 0",
    "'Elizabet was first', 'Elizabeth', 0, 1",
    "'the year 1890', '1889', 1, 1",
    "'blue and red', 'red and blue', 0, 1",
    "'red', 'red and blue', 0.6666666666666666, 1"
  })
  void bestAlternative_isMeasured(
      String response, String reference, double lacking, double notInOnePiece) {
    assertThat(read(response, reference).values()).containsExactly(lacking, notInOnePiece);
  }

  @Test
  void strangeNumber_isTold() {
    assertThat(read("It was in 1890.", "1889").told())
        .isEqualTo(
            "0 of 1 words of the reference answer '1889' are in the response, not in one piece,"
                + " and not all of its numbers");
  }

  private Reading read(String response, String reference) {
    return agreement
        .read(Map.of(Field.RESPONSE, response, Field.REFERENCE_ANSWER, reference))
        .orElseThrow();
  }
}
