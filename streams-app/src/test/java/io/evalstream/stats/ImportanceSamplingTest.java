package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportanceSamplingTest {

  @EachVector("importance-shape")
  void shape_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    double shape = ImportanceSampling.shape(in.get("eta").asDouble(), in.get("r").asDouble());

    assertNear(shape, vector.get("out"));
  }

  @EachVector("importance-risk")
  void risk_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    double risk =
        ImportanceSampling.risk(
            in.get("k").asDouble(), in.get("n").asDouble(), in.get("r").asDouble());

    assertNear(risk, vector.get("out"));
  }

  @EachVector("importance-probability")
  void probability_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    double probability =
        ImportanceSampling.probability(
            in.get("h").asDouble(),
            in.get("hbar").asDouble(),
            in.get("b").asDouble(),
            in.get("alpha").asDouble());

    assertNear(probability, vector.get("out"));
  }

  @Property
  void probability_isNeverLessThanAQuarterOfUniform(
      @ForAll @DoubleRange(max = 1) double shape,
      @ForAll @DoubleRange(max = 1) double meanShape,
      @ForAll @DoubleRange(min = 0.01, max = 1) double uniform) {
    double probability = ImportanceSampling.probability(shape, meanShape, uniform);

    assertThat(probability).isBetween(uniform / ImportanceSampling.LARGEST_WEIGHT, 1.0);
  }

  @Property
  void shape_isAShare(
      @ForAll @DoubleRange(max = 1) double risk, @ForAll @DoubleRange(max = 1) double rate) {
    assertThat(ImportanceSampling.shape(risk, rate)).isBetween(0.0, 1.0);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.0999, 0", "0.1, 1", "0.95, 9", "1, 9"})
  void scores_areInTenBins(double score, int bin) {
    assertThat(ImportanceSampling.bin(score)).isEqualTo(bin);
  }

  @Test
  void samplingThatLoses_doesNotPay() {
    RateSums even = RateSums.EMPTY.plus(1, 0).plus(1, 1);

    assertThat(ImportanceSampling.pays(even.estimate())).isTrue();
    assertThat(ImportanceSampling.pays(even.plus(10, 1).estimate())).isFalse();
    assertThat(ImportanceSampling.pays(RateSums.EMPTY.estimate())).isTrue();
  }

  @Test
  void valuesOutOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ImportanceSampling.shape(1.1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ImportanceSampling.bin(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> ImportanceSampling.risk(2, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ImportanceSampling.probability(1, 1, 0));
  }
}
