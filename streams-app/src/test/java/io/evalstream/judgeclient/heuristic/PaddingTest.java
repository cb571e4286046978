package io.evalstream.judgeclient.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.evaluator.Field;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

  private final Padding padding = new Padding(new Words());

  @ParameterizedTest
  @CsvSource({
    "'The shop opens at 9 on weekdays.', concise",
    "'It is worth noting that the shop opens at 9.', concise",
    "'Great question! The shop opens at 9. I hope this helps.', verbose",
    "'The shop opens on weekdays at 9. So at 9 on weekdays the shop opens.', verbose",
    "'The shop opens on weekdays at 9. The bakery opens on weekdays at 7.', concise"
  })
  void fillersAndRepetition_areVerbose(String response, String label) {
    assertThat(((Finding.Decided) padding.find(Map.of(Field.RESPONSE, response))).label())
        .isEqualTo(label);
  }
}
