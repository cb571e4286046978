package io.evalstream.console.page;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.Listing;
import io.evalstream.console.archive.RateQuery;
import io.evalstream.event.EvalRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All rates of a range, in windows of one length.
///
/// @param app null for all
/// @param evaluator null for all
record RatesOfRange(
    Archive archive,
    @Nullable String app,
    @Nullable String evaluator,
    Duration window,
    Instant from) {

  private static final int PART = 5_000;

  /// A page that shows more would not be read.
  private static final int MOST = 50_000;

  /// Oldest first. Of too many, the newest.
  List<EvalRate> of(String dimension) {
    return of(dimension, MOST);
  }

  List<EvalRate> of(String dimension, int most) {
    List<EvalRate> rates = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      int part = Math.min(PART, most - rates.size());
      Listing<EvalRate> found = archive.newestRates(query(dimension, cursor, part));
      rates.addAll(found.items());
      cursor = found.next();
    } while (cursor != null && rates.size() < most);
    return rates.reversed();
  }

  private RateQuery query(String dimension, @Nullable String cursor, int limit) {
    return new RateQuery(app, evaluator, dimension, null, window, from, null, cursor, limit);
  }
}
