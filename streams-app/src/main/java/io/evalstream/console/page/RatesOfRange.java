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

  List<EvalRate> of(String dimension) {
    List<EvalRate> rates = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Listing<EvalRate> part = archive.rates(query(dimension, cursor));
      rates.addAll(part.items());
      cursor = part.next();
    } while (cursor != null && rates.size() < MOST);
    return rates;
  }

  private RateQuery query(String dimension, @Nullable String cursor) {
    return new RateQuery(app, evaluator, dimension, null, window, from, null, cursor, PART);
  }
}
