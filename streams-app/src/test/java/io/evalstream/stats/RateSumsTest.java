package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertEstimate;
import static io.evalstream.stats.Vectors.assertSums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateSumsTest {

  @EachVector("rate-binary")
  void binaryVerdicts_haveTheSumsOfTheReference(JsonNode vector) {
    assertSums(Vectors.sums(vector.get("in"), "y"), Vectors.sums(vector.get("out").get("stats")));
  }

  @EachVector("rate-graded")
  void gradedVerdicts_haveTheSumsOfTheReference(JsonNode vector) {
    assertSums(Vectors.sums(vector.get("in"), "x"), Vectors.sums(vector.get("out").get("stats")));
  }

  @EachVector("rate-merge")
  void mergedWindows_haveTheSumsAndTheRateOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");
    JsonNode out = vector.get("out");

    RateSums merged = Vectors.sums(in.get("a")).plus(Vectors.sums(in.get("b")));

    assertSums(merged, Vectors.sums(out.get("stats")));
    assertEstimate(merged.estimate(), out);
  }

  @Test
  void verdict_isAddedToEachSum() {
    RateSums sums = RateSums.EMPTY.plus(2, 1).plus(4, 0.5);

    // w 2 + 4, w² 4 + 16, wx 2 + 2, w²x 4 + 8, w²x² 4 + 4
    assertThat(sums).isEqualTo(new RateSums(2, 6, 20, 4, 12, 8));
  }

  @Test
  void binarySums_needNoSquaresOfScores() {
    assertThat(RateSums.ofBinary(2, 6, 20, 4, 16)).isEqualTo(RateSums.EMPTY.plus(2, 0).plus(4, 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "NaN, 1", "Infinity, 1", "1e200, 1", "1, -0.1", "1, 1.1", "1, NaN"})
  void verdictOutOfRange_isRefused(double weight, double x) {
    assertThatIllegalArgumentException().isThrownBy(() -> RateSums.EMPTY.plus(weight, x));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 1, 0, 0, 0",
    "0, 1, 1, 0, 0, 0",
    "1, 0, 0, 0, 0, 0",
    "1, NaN, 1, 0, 0, 0",
    "1, 1, 1, -1, 0, 0",
    "1, 1, 1, 0, NaN, 0",
    "1, 1, 1, 0, 0, Infinity"
  })
  void sumsOfNoVerdicts_areRefused(long n, double w, double w2, double a, double b, double c) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RateSums(n, w, w2, a, b, c));
  }
}
