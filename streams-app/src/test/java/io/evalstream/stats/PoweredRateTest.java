package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class PoweredRateTest {

  @EachVector("powered-rate")
  void rateAndInterval_areThoseOfTheReference(JsonNode vector) {
    HumanChecked checked = cells(vector.at("/in/cells"));

    PoweredRate rate = checked.rate(judged(vector.at("/in/judged")));

    JsonNode out = vector.get("out");
    assertNear(rate.value(), out.get("theta"));
    assertNear(rate.lambda(), out.get("lam"));
    assertNear(rate.standardError(), out.get("se"));
    assertNear(rate.interval().low(), out.get("lo"));
    assertNear(rate.interval().high(), out.get("hi"));
  }

  private static HumanChecked cells(JsonNode json) {
    return new HumanChecked(
        json.at("/0/0").asDouble(),
        json.at("/0/1").asDouble(),
        json.at("/1/0").asDouble(),
        json.at("/1/1").asDouble(),
        json.at("/2/0").asDouble(),
        json.at("/2/1").asDouble(),
        json.at("/3/0").asDouble(),
        json.at("/3/1").asDouble());
  }

  /// The squares by label are not in the reference, and not needed.
  private static RateSums judged(JsonNode json) {
    return RateSums.ofBinary(
        json.get("n").asLong(),
        json.get("W").asDouble(),
        json.get("W2").asDouble(),
        json.get("A").asDouble(),
        0);
  }

  @Test
  void answers_areAddedToTheirCells() {
    HumanChecked checked =
        HumanChecked.EMPTY
            .plus(2, true, true)
            .plus(3, true, false)
            .plus(4, false, true)
            .plus(5, false, false)
            .plus(1, false, false);

    assertThat(checked).isEqualTo(new HumanChecked(2, 4, 3, 9, 4, 16, 6, 26));
  }

  /// 1 of 101 answers fails for the human and 41 for the judge, who fails none of the others. The
  /// rate would be below 0.
  @Test
  void rate_neverIsBelowZero() {
    HumanChecked checked = new HumanChecked(1, 1, 0, 0, 40, 40, 60, 60);

    PoweredRate rate = checked.rate(RateSums.ofCounts(100_000, 0));

    assertThat(rate.value()).isBetween(rate.interval().low(), rate.interval().high());
    assertThat(rate.interval().low()).isZero();
  }

  @Test
  void impossibleSums_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HumanChecked(1, 0, 0, 0, 0, 0, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HumanChecked(0, 0, -1, 1, 0, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> HumanChecked.EMPTY.plus(0, true, true));
  }
}
