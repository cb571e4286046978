package io.evalstream.alert.simulate;

import java.util.random.RandomGenerator;

/// Labels that come at random, some of which fail.
///
/// @param failing how many fail in a minute
/// @param passing how many pass
record Traffic(Poisson failing, Poisson passing) {

  static Traffic of(double volume, double rate) {
    return new Traffic(new Poisson(volume * rate), new Poisson(volume * (1 - rate)));
  }

  /// One minute of labels.
  record Minute(int judged, int failing) {}

  Minute next(RandomGenerator random) {
    int failures = failing.next(random);
    return new Minute(failures + passing.next(random), failures);
  }
}
