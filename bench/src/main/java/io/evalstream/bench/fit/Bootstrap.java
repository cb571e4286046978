package io.evalstream.bench.fit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// The 95 % interval of a balanced accuracy, by drawing whole groups again: rows of a group are
/// alike and must not count as if each were news.
record Bootstrap(double low, double high) {

  private static final int DRAWS = 500;
  private static final long SEED = 1;

  static Bootstrap of(List<Example> examples, Map<Example, Boolean> judged) {
    List<Confusion> groups = new ArrayList<>();
    examples.stream()
        .collect(groupingBy(example -> example.row().group(), TreeMap::new, toList()))
        .forEach((_, group) -> groups.add(Confusion.of(group, judged)));
    RandomGenerator random = new SplittableRandom(SEED);
    double[] drawn = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      Confusion sum = Confusion.EMPTY;
      for (int i = 0; i < groups.size(); i++) {
        sum = sum.and(groups.get(random.nextInt(groups.size())));
      }
      drawn[draw] = sum.balancedAccuracy();
    }
    Arrays.sort(drawn);
    return new Bootstrap(drawn[DRAWS / 40], drawn[DRAWS - 1 - DRAWS / 40]);
  }
}
