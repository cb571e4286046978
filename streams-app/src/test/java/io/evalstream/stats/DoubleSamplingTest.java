package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.stats.DoubleSampling.Checked;
import org.junit.jupiter.api.Test;

class DoubleSamplingTest {

  @EachVector("double-sampling")
  void rateAndInterval_areThoseOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");
    Checked checked =
        new Checked(
            in.get("k1").asLong(),
            in.get("n1").asLong(),
            in.get("k0").asLong(),
            in.get("n0").asLong());

    DoubleSampling rate =
        DoubleSampling.of(Vectors.number(in.get("q")), in.get("nq").asDouble(), checked);

    assertNear(rate.value(), vector.at("/out/pi"));
    assertNear(rate.interval().low(), vector.at("/out/lo"));
    assertNear(rate.interval().high(), vector.at("/out/hi"));
  }

  @Test
  void labels_areCountedByWhatTheJudgeSaid() {
    Checked checked =
        Checked.EMPTY
            .plus(true, true)
            .plus(false, true)
            .plus(true, false)
            .plus(false, false)
            .plus(false, false);

    assertThat(checked).isEqualTo(new Checked(1, 2, 1, 3));
  }

  @Test
  void moreFailuresThanLabels_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Checked(2, 1, 0, 0));
  }
}
