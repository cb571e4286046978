package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.evalstream.stats.SequentialTest.Evidence;
import io.evalstream.stats.SequentialTest.Window;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialTestTest {

  @EachVector("sequential-test")
  void evidence_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");
    SequentialTest test = new SequentialTest(in.get("r0").asDouble(), in.get("c").asDouble());
    Evidence evidence = Evidence.NONE;

    for (int i = 0; i < in.get("windows").size(); i++) {
      JsonNode window = in.get("windows").get(i);
      JsonNode expected = vector.get("out").get(i);
      evidence = test.after(evidence, window.get(0).asLong(), window.get(1).asLong());
      assertEvidence(evidence, expected, i);
    }
  }

  @EachVector("sequential-test-weighted")
  void evidenceOfWeightedVerdicts_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");
    SequentialTest test =
        new SequentialTest(
            in.get("r0").asDouble(),
            in.get("c").asDouble(),
            in.get("omegaMax").asDouble(),
            in.get("deff").asDouble());
    Evidence evidence = Evidence.NONE;

    for (int i = 0; i < in.get("windows").size(); i++) {
      evidence = test.after(evidence, window(test, in.get("windows").get(i)));
      assertEvidence(evidence, vector.get("out").get(i), i);
    }
  }

  /// A list of weight, score, and how many verdicts have them.
  private static Window window(SequentialTest test, JsonNode verdicts) {
    Window window = Window.EMPTY;
    for (JsonNode verdict : verdicts) {
      for (int i = 0; i < verdict.get(2).asInt(); i++) {
        window = test.plus(window, verdict.get(0).asDouble(), verdict.get(1).asDouble());
      }
    }
    return window;
  }

  private static void assertEvidence(Evidence evidence, JsonNode expected, int window) {
    boolean none = evidence.logOdds() == Double.NEGATIVE_INFINITY;
    assertNear(none ? null : (Double) evidence.logOdds(), logOdds(expected));
    assertThat(evidence.firing())
        .as("window " + window)
        .isEqualTo(expected.get("state").asText().equals("FIRING"));
  }

  @EachVector("bets")
  void stakes_areThoseOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");
    SequentialTest test =
        new SequentialTest(in.get("r0").asDouble(), 43_200, in.get("omegaMax").asDouble(), 1);

    assertNear(test.stake(1.5), vector.get("out").get(0));
    assertNear(test.stake(2), vector.get("out").get(1));
    assertNear(test.stake(4), vector.get("out").get(2));
  }

  /// The reference tells the evidence that ended an alarm; here it is gone by then.
  private static JsonNode logOdds(JsonNode expected) {
    return expected.get("event").asText().equals("RESOLVE")
        ? NullNode.getInstance()
        : expected.get("logM");
  }

  @EachVector("limit-above")
  void limit_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");

    double limit = SequentialTest.limitAbove(in.get("n").asLong(), in.get("failed").asLong());

    assertNear(limit, vector.get("out"));
  }

  @Test
  void noFailureAtFirst_leavesALimitAboveZero() {
    assertThat(SequentialTest.limitAbove(1_000_000_000, 0)).isEqualTo(1e-4);
  }

  /// A share at the limit for 100 times `odds` windows may fire 100 times on average.
  @Test
  void shareAtTheLimit_firesNotMoreOftenThanPromised() {
    SequentialTest test = new SequentialTest(0.1, 200);
    Random chance = new Random(1);
    Evidence evidence = Evidence.NONE;
    int alarms = 0;

    for (int window = 0; window < 20_000; window++) {
      long failed = IntStream.range(0, 50).filter(i -> chance.nextDouble() < 0.1).count();
      Evidence next = test.after(evidence, 50, failed);
      alarms += next.firing() && !evidence.firing() ? 1 : 0;
      evidence = next;
    }

    assertThat(alarms).isBetween(1, 100);
  }

  @Test
  void verdictsOneByOne_equalTheirCounts() {
    SequentialTest test = new SequentialTest(0.1, 1000);
    Window window = Window.EMPTY;
    for (int i = 0; i < 50; i++) {
      window = test.plus(window, 1, i < 9 ? 1 : 0);
    }

    Evidence evidence = test.after(Evidence.NONE, window);

    assertNear(evidence.logOdds(), test.after(Evidence.NONE, 50, 9).logOdds());
    assertThat(window.clipped()).isZero();
  }

  @Test
  void weightAboveTheLargest_isCutAndCounted() {
    SequentialTest test = new SequentialTest(0.1, 1000, 4, 1);

    Window window = test.plus(test.plus(Window.EMPTY, 4, 1), 5_000, 1);

    assertThat(window.clipped()).isOne();
    assertThat(window.seen()).isEqualTo(8);
    assertNear(window.large(), 2 * test.plus(Window.EMPTY, 4, 1).large());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "NaN, 1", "Infinity, 1", "1, -0.1", "1, 1.1", "1, NaN"})
  void verdictOutOfRange_isRefused(double weight, double x) {
    SequentialTest test = new SequentialTest(0.1, 1000);

    assertThatIllegalArgumentException().isThrownBy(() -> test.plus(Window.EMPTY, weight, x));
  }

  @ParameterizedTest
  @CsvSource({"0, 1000, 1, 1", "0.1, 100, 1, 1", "0.1, 1000, 0.9, 1", "0.1, 1000, 1, 0.9"})
  void testOutOfRange_isRefused(double limit, double odds, double largestWeight, double deff) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SequentialTest(limit, odds, largestWeight, deff));
  }

  @Test
  void failedBeyondTheWindow_isRefused() {
    SequentialTest test = new SequentialTest(0.1, 1000);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> test.after(Evidence.NONE, 3, 4))
        .withMessage("failed must be from 0 to 3, was 4");
  }
}
