package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.evalstream.stats.SequentialTest.Evidence;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequentialTestTest {

  static Stream<JsonNode> windows() {
    return Vectors.of("sequential-test");
  }

  static Stream<JsonNode> limits() {
    return Vectors.of("limit-above");
  }

  @ParameterizedTest
  @MethodSource("windows")
  void evidence_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");
    SequentialTest test = new SequentialTest(in.get("r0").asDouble(), in.get("c").asDouble());
    Evidence evidence = Evidence.NONE;

    for (int i = 0; i < in.get("windows").size(); i++) {
      JsonNode window = in.get("windows").get(i);
      JsonNode expected = vector.get("out").get(i);
      evidence = test.after(evidence, window.get(0).asLong(), window.get(1).asLong());
      boolean none = evidence.logOdds() == Double.NEGATIVE_INFINITY;
      assertNear(none ? null : (Double) evidence.logOdds(), logOdds(expected));
      assertThat(evidence.firing())
          .as("window " + i)
          .isEqualTo(expected.get("state").asText().equals("FIRING"));
    }
  }

  /// The reference tells the evidence that ended an alarm; here it is gone by then.
  private static JsonNode logOdds(JsonNode expected) {
    return expected.get("event").asText().equals("RESOLVE")
        ? NullNode.getInstance()
        : expected.get("logM");
  }

  @ParameterizedTest
  @MethodSource("limits")
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
  void failedBeyondTheWindow_isRefused() {
    SequentialTest test = new SequentialTest(0.1, 1000);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> test.after(Evidence.NONE, 3, 4))
        .withMessage("failed must be from 0 to 3, was 4");
  }
}
