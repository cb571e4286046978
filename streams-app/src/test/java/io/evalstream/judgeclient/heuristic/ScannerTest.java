package io.evalstream.judgeclient.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScannerTest {

  @ParameterizedTest
  @CsvSource({
    "'1,000', 1000",
    "4.0, 4",
    "0.50, 0.5",
    "007, 7",
    "0, 0",
    "5 pm, 17:0",
    "5:30 P.M., 17:30",
    "17:30, 17:30",
    "12 am, 0:0",
    "1.2.3, 1.2.3"
  })
  void number_hasOneFormHoweverItIsWritten(String written, String form) {
    Scanner scanner = new Scanner(written);

    assertThat(scanner.next()).isTrue();
    assertThat(scanner.isNumber()).isTrue();
    assertThat(scanner.number()).isEqualTo(form);
    assertThat(scanner.next()).isFalse();
  }

  @Test
  void keyOfJson_isReadAsWords() {
    assertThat(tokens("\"OutdoorSeating\": false, WiFi; NASA"))
        .containsExactly("Outdoor", "Seating", "false", "Wi", "Fi", "NASA");
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    for (Scanner scanner = new Scanner(text); scanner.next(); ) {
      tokens.add(scanner.token());
    }
    return tokens;
  }
}
