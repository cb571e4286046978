package io.evalstream.alert.simulate;

import java.util.random.RandomGenerator;

/// Labels that come at random, some of which fail.
///
/// @param failing how many conversations fail in a minute
/// @param passing how many pass
/// @param turns labels of a conversation, which are all the same
record Traffic(Poisson failing, Poisson passing, int turns) {

  static Traffic of(double volume, double rate, int turns) {
    double conversations = volume / turns;
    return new Traffic(
        new Poisson(conversations * rate), new Poisson(conversations * (1 - rate)), turns);
  }

  /// One minute of labels.
  record Minute(int judged, int failing) {}

  Minute next(RandomGenerator random) {
    int failures = turns * failing.next(random);
    return new Minute(failures + turns * passing.next(random), failures);
  }
}
