package io.evalstream.offline;

import io.evalstream.stats.Confusion;
import io.evalstream.stats.Estimate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is said of a judge beside the true labels. The class that counts is the failing one.
public enum Measure {
  ACCURACY("accuracy", Confusion::accuracy),
  PRECISION("precision", confusion -> confusion.precision(LabelPairs.FAILING)),
  RECALL("recall (sensitivity)", confusion -> confusion.recall(LabelPairs.FAILING)),
  SPECIFICITY("specificity", confusion -> confusion.recall(LabelPairs.PASSING)),
  F1("F1", confusion -> confusion.f1(LabelPairs.FAILING)),
  BALANCED_ACCURACY("balanced accuracy", Confusion::balancedAccuracy),
  KAPPA("kappa", Confusion::kappa),
  MCC("MCC", Confusion::mcc);

  /// Those that lie between 0 and 1.
  public static final Set<Measure> SHARES = EnumSet.complementOf(EnumSet.of(KAPPA, MCC));

  /// What gives the number; an interface of its own, because it may give none.
  private interface Reading {
    @Nullable Estimate of(Confusion confusion);
  }

  private final String title;
  private final Reading reading;

  Measure(String title, Reading reading) {
    this.title = title;
    this.reading = reading;
  }

  public String title() {
    return title;
  }

  /// Null where it is not defined.
  public @Nullable Estimate of(Confusion confusion) {
    return reading.of(confusion);
  }

  /// `0.812 [0.742, 0.867]`, or `0.812 [no interval]`, or a dash.
  public static String text(@Nullable Estimate estimate) {
    return text(estimate, value -> String.format(Locale.ROOT, "%.3f", value));
  }

  /// The same with a sign, for differences.
  public static String signed(@Nullable Estimate estimate) {
    return text(estimate, value -> String.format(Locale.ROOT, "%+.3f", value));
  }

  private static String text(@Nullable Estimate estimate, Function<Double, String> number) {
    if (estimate == null) {
      return "-";
    }
    return !estimate.hasInterval()
        ? number.apply(estimate.value()) + " [no interval]"
        : String.format(
            Locale.ROOT,
            "%s [%s, %s]",
            number.apply(estimate.value()),
            number.apply(estimate.low()),
            number.apply(estimate.high()));
  }
}
