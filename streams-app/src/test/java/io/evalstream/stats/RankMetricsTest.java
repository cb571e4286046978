package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RankMetricsTest {

  @EachVector("rank-metrics")
  void metrics_areThoseOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");
    JsonNode out = vector.get("out");
    boolean[] relevant = relevant(in.get("rel"));
    int k = in.get("k").asInt();

    RankMetrics metrics =
        in.get("totalRelevant").isNull()
            ? RankMetrics.of(relevant, k)
            : RankMetrics.of(relevant, k, in.get("totalRelevant").asInt());

    assertNear(metrics.precision(), out.get("precision"));
    assertNear(metrics.hit(), out.get("hit"));
    assertNear(metrics.reciprocalRank(), out.get("rr"));
    assertNear(metrics.ndcg(), out.get("ndcg"));
  }

  @Test
  void relevantDocumentBeyondK_lowersTheGainOnly() {
    RankMetrics metrics = RankMetrics.of(new boolean[] {true, false, true}, 2);

    // Gain 1; the best order of two within two ranks has 1 + 1 / log2(3) = 1.63093.
    assertThat(metrics.precision()).isEqualTo(0.5);
    assertThat(metrics.ndcg()).isBetween(0.61314, 0.61315);
  }

  @Property
  void metrics_lieBetweenZeroAndOne(
      @ForAll boolean[] relevant, @ForAll @IntRange(min = 1, max = 50) int k) {
    RankMetrics metrics = RankMetrics.of(relevant, k);

    assertThat(metrics.precision()).isBetween(0.0, 1.0);
    assertThat(metrics.reciprocalRank()).isBetween(0.0, 1.0);
    assertThat(metrics.ndcg()).isBetween(0.0, 1.0);
  }

  @Test
  void cutOffBelowOne_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankMetrics.of(new boolean[] {true}, 0))
        .withMessage("k must be at least 1, was 0");
  }

  @Test
  void fewerRelevantThanReturned_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankMetrics.of(new boolean[] {true, true}, 2, 1))
        .withMessage("totalRelevant must be at least the 2 returned, was 1");
  }

  private static boolean[] relevant(JsonNode list) {
    boolean[] relevant = new boolean[list.size()];
    for (int i = 0; i < relevant.length; i++) {
      relevant[i] = list.get(i).asInt() == 1;
    }
    return relevant;
  }
}
