package io.evalstream.alert.rule;

import java.util.Random;

/// Embeddings of questions on some topics: each topic is a point on the unit sphere, and each
/// question lies around the one of its topic. The topics have something in common, as those of one
/// application have; the new one is far from all of them.
public final class Questions {

  private static final int TOPICS = 20;
  private static final double SPREAD = 0.4;

  private final int dimensions;
  private final Random random;
  private final double[][] topics;
  private final double[] scales;

  public Questions(long seed, int dimensions) {
    this.dimensions = dimensions;
    this.random = new Random(seed);
    this.scales = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      // Some directions matter more than others, as in true embeddings.
      scales[i] = Math.pow(1 + i, -0.5);
    }
    this.topics = new double[TOPICS + 1][];
    double[] common = new double[dimensions];
    common[0] = 1;
    for (int topic = 0; topic < TOPICS; topic++) {
      topics[topic] = unit(common, SPREAD);
    }
    topics[TOPICS] = new double[dimensions];
    topics[TOPICS][0] = -1;
  }

  /// One question.
  ///
  /// @param share of the questions that are about a topic that nobody asked about before
  public double[] next(double share) {
    int topic = random.nextDouble() < share ? TOPICS : random.nextInt(TOPICS);
    return unit(topics[topic], SPREAD);
  }

  private double[] unit(double[] centre, double spread) {
    double[] point = new double[dimensions];
    double squares = 0;
    for (int i = 0; i < dimensions; i++) {
      point[i] = centre[i] + spread * scales[i] * random.nextGaussian();
      squares += point[i] * point[i];
    }
    for (int i = 0; i < dimensions; i++) {
      point[i] /= Math.sqrt(squares);
    }
    return point;
  }
}
