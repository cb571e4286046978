package io.evalstream.alert;

import io.evalstream.alert.rule.EmbeddingWindow;
import io.evalstream.state.EmbeddingPart;
import io.evalstream.stats.EmbeddingSums;
import java.util.Arrays;

/// The embeddings of some time, as they are stored and sent.
final class EmbeddingParts {

  private EmbeddingParts() {}

  /// What pairs the last embedding with the next one is not kept.
  static EmbeddingPart stored(EmbeddingWindow window) {
    EmbeddingSums sums = window.sums();
    return new EmbeddingPart(
        window.from(),
        window.to(),
        sums.n(),
        sums.w(),
        sums.w2(),
        Arrays.stream(sums.sum()).boxed().toList(),
        sums.squares(),
        sums.products(),
        sums.pairs());
  }

  static EmbeddingWindow window(EmbeddingPart stored) {
    double[] sum = stored.getSum().stream().mapToDouble(Double::doubleValue).toArray();
    return new EmbeddingWindow(
        stored.getWindowStart(),
        stored.getWindowEnd(),
        EmbeddingSums.kept(
            stored.getN(),
            stored.getWeight(),
            stored.getSquaredWeights(),
            sum,
            stored.getSquares(),
            stored.getProducts(),
            stored.getPairs()));
  }
}
