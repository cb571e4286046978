package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

  /// `6ms` and `6m0s` are OpenAI's own examples.
  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ms",
    "6000000, 6ms",
    "6000001, 7ms",
    "999000000, 999ms",
    "999000001, 1s",
    "1500000000, 1.5s",
    "10000000000, 10s",
    "59940000000, 59.94s",
    "60000000000, 1m0s",
    "90250000000, 1m30.25s",
    "360000000000, 6m0s"
  })
  void time_isWrittenAsTheProviderDoes(long nanos, String text) {
    assertThat(Standing.time(nanos)).isEqualTo(text);
  }
}
