package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingDriftTest {

  @EachVector("embedding-drift")
  void drift_isThatOfTheReference(JsonNode vector) {
    EmbeddingSums window = sums(vector.at("/in/window"));
    EmbeddingSums baseline = sums(vector.at("/in/baseline"));

    EmbeddingDrift drift = EmbeddingDrift.of(window, baseline);

    JsonNode out = vector.get("out");
    assertSums(window, out.get("w"));
    assertSums(baseline, out.get("b"));
    assertNear(drift.ratio(), out.get("F"));
    assertNear(drift.z(), out.get("z"));
    assertNear(drift.effect(), out.get("effect"));
    assertNear(drift.cosine(), out.get("cosine"));
    assertNear(drift.dimension(), out.get("nu"));
  }

  private static EmbeddingSums sums(JsonNode embeddings) {
    EmbeddingSums sums = EmbeddingSums.EMPTY;
    for (JsonNode embedding : embeddings) {
      sums = sums.plus(embedding.valueStream().mapToDouble(JsonNode::asDouble).toArray());
    }
    return sums;
  }

  private static void assertSums(EmbeddingSums sums, JsonNode expected) {
    assertThat(sums.n()).isEqualTo(expected.get("n").asLong());
    for (int i = 0; i < expected.get("S").size(); i++) {
      assertNear(sums.sum()[i], expected.get("S").get(i));
    }
    assertNear(sums.squares(), expected.get("Q"));
    assertNear(sums.products(), expected.get("H"));
    assertThat(sums.pairs()).isEqualTo(expected.get("h").asLong());
  }

  @Test
  void equalWeights_changeNothing() {
    EmbeddingDrift once = EmbeddingDrift.of(cloud(1, 50, 0.3, 1), cloud(2, 100, 0, 1));
    EmbeddingDrift heavy = EmbeddingDrift.of(cloud(1, 50, 0.3, 7), cloud(2, 100, 0, 7));

    assertNear(heavy.ratio(), once.ratio());
    assertNear(heavy.z(), once.z());
    assertNear(heavy.effect(), once.effect());
    assertNear(heavy.cosine(), once.cosine());
  }

  @Test
  void movedCloud_isClear_andASmallMoveIsNot() {
    EmbeddingSums baseline = cloud(1, 2_000, 0, 1);

    assertThat(EmbeddingDrift.of(cloud(2, 500, 0.5, 1), baseline).isClear()).isTrue();
    assertThat(EmbeddingDrift.of(cloud(2, 500, 0, 1), baseline).isClear()).isFalse();
    assertThat(EmbeddingDrift.of(EmbeddingSums.EMPTY, baseline).isClear()).isFalse();
  }

  /// A cloud without preferred directions has as many as it has dimensions.
  @Test
  void roundCloud_isSpreadOverItsDimensions() {
    EmbeddingDrift drift = EmbeddingDrift.of(cloud(1, 100, 0, 1), cloud(2, 20_000, 0, 1));

    assertThat(drift.dimension()).isBetween(7.5, 8.5);
  }

  /// Of weighted samples of one cloud the ratio is 1 on average. A ratio has the variance 2 / 8, so
  /// four standard errors of the mean of 2,000 are 0.045.
  @Test
  void unevenWeights_leaveTheRatioAtOne() {
    EmbeddingSums baseline = cloud(1, 5_000, 0, 1);
    Random random = new Random(2);
    double sum = 0;
    for (int i = 0; i < 2_000; i++) {
      EmbeddingSums window = EmbeddingSums.EMPTY;
      for (int j = 0; j < 60; j++) {
        window = window.plus(point(random, 0), random.nextInt(10) == 0 ? 10 : 1);
      }
      sum += EmbeddingDrift.of(window, baseline).ratio();
    }

    assertThat(sum / 2_000).isBetween(0.95, 1.05);
  }

  private static EmbeddingSums cloud(long seed, int n, double moved, double weight) {
    Random random = new Random(seed);
    EmbeddingSums sums = EmbeddingSums.EMPTY;
    for (int i = 0; i < n; i++) {
      sums = sums.plus(point(random, moved), weight);
    }
    return sums;
  }

  private static double[] point(Random random, double moved) {
    double[] point = new double[8];
    for (int i = 0; i < point.length; i++) {
      point[i] = moved + random.nextGaussian();
    }
    return point;
  }

  @Test
  void whatIsNoEmbedding_isRefused() {
    EmbeddingSums two = EmbeddingSums.EMPTY.plus(new double[] {1, 2});

    assertThatIllegalArgumentException().isThrownBy(() -> two.plus(new double[] {1}));
    assertThatIllegalArgumentException().isThrownBy(() -> two.plus(new double[] {1, Double.NaN}));
    assertThatIllegalArgumentException().isThrownBy(() -> two.plus(new double[] {1, 2}, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.plus(EmbeddingSums.EMPTY.plus(new double[] {1})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingSums.EMPTY.plus(new double[] {}));
  }
}
