package io.evalstream.alert;

import io.evalstream.stats.SequentialTest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The judges that are held to golden labels, and when one counts as drifted.
///
/// @param bases what is compared, to a hash of all that makes two rounds comparable: another one
///   begins anew
/// @param roundsPerPass rounds until every golden row was asked once
/// @param odds that a drift needs for it, see [SequentialTest]
/// @param minAgreement the agreement that is wanted; null: about that of the first passes
public record DriftWatch(
    Map<DriftSubject, String> bases,
    int roundsPerPass,
    double odds,
    @Nullable Double minAgreement) {

  /// No judge is watched.
  public static final DriftWatch NONE = new DriftWatch(Map.of(), 1, 1_000, null);

  public DriftWatch {
    bases = Map.copyOf(bases);
    if (roundsPerPass < 1) {
      throw new IllegalArgumentException("roundsPerPass must be at least 1, was " + roundsPerPass);
    }
  }

  /// The agreement below which a judge has drifted.
  ///
  /// @param normal what is normal; has labels unless an agreement is wanted
  double lowest(Tally normal) {
    return minAgreement == null
        ? 1 - SequentialTest.limitAbove(normal.judged(), normal.disagreed())
        : minAgreement;
  }

  SequentialTest test(Tally normal) {
    return new SequentialTest(1 - lowest(normal), odds);
  }
}
