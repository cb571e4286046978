package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfusionTest {

  @EachVector("confusion")
  void measures_areThoseOfTheReference(JsonNode vector) {
    Confusion confusion = new Confusion(matrix(vector.at("/in/matrix")));

    JsonNode out = vector.get("out");
    assertThat(confusion.n()).isEqualTo(out.get("n").asLong());
    assertEstimate(confusion.accuracy(), out.get("accuracy"));
    assertEstimate(confusion.kappa(), out.get("kappa"));
    assertEstimate(confusion.mcc(), out.get("mcc"));
    assertEstimate(confusion.balancedAccuracy(), out.get("balancedAccuracy"));
    assertEstimate(confusion.macroF1(), out.get("macroF1"));
    for (int i = 0; i < out.get("perClass").size(); i++) {
      JsonNode expected = out.get("perClass").get(i);
      assertEstimate(confusion.precision(i), expected.get("precision"));
      assertEstimate(confusion.recall(i), expected.get("recall"));
      assertEstimate(confusion.f1(i), expected.get("f1"));
    }
  }

  private static long[][] matrix(JsonNode json) {
    long[][] counts = new long[json.size()][json.size()];
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        counts[i][j] = json.get(i).get(j).asLong();
      }
    }
    return counts;
  }

  private static void assertEstimate(@Nullable Estimate actual, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(actual).isNull();
      return;
    }
    assertThat(actual).isNotNull();
    assertNear(actual.value(), expected.get("v"));
    assertNear(actual.low(), expected.get("lo"));
    assertNear(actual.high(), expected.get("hi"));
  }

  @Test
  void matrixThatIsNoSquare_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Confusion(new long[][] {{1, 2}}));
    assertThatIllegalArgumentException().isThrownBy(() -> new Confusion(new long[][] {{-1}}));
  }
}
