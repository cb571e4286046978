package io.evalstream.rate;

import io.evalstream.config.DurationText;
import io.evalstream.event.EvalRate;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The newest rate of each series and window length, for readers on other threads and as gauges.
///
/// *Threading:* safe for all threads; a series is written by the one task that owns it.
public final class RateBoard {

  private record Place(Series series, long windowMillis) {}

  private record Shown(String task, EvalRate rate, List<Meter> gauges) {}

  private final Map<Place, Shown> rates = new ConcurrentHashMap<>();
  private final Meters meters;

  public RateBoard(Meters meters) {
    this.meters = meters;
  }

  void show(String task, EvalRate rate) {
    Series series =
        new Series(rate.getApp(), rate.getEvaluator(), rate.getDimension(), rate.getValue());
    rates.compute(
        new Place(series, rate.getWindowMs()),
        (place, before) -> {
          if (before != null && before.rate.getWindowStart().isAfter(rate.getWindowStart())) {
            return before;
          }
          return new Shown(task, rate, before == null ? gauges(place) : before.gauges);
        });
  }

  /// The task has left this process.
  void leave(String task) {
    rates
        .values()
        .removeIf(
            shown -> {
              if (!shown.task.equals(task)) {
                return false;
              }
              shown.gauges.forEach(meters::remove);
              return true;
            });
  }

  /// No window of the series is left.
  void remove(Series series) {
    rates
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = entry.getKey().series.equals(series);
              if (gone) {
                entry.getValue().gauges.forEach(meters::remove);
              }
              return gone;
            });
  }

  /// The newest rates, in no order.
  public Collection<EvalRate> rates() {
    List<EvalRate> all = new ArrayList<>();
    rates.values().forEach(shown -> all.add(shown.rate));
    return all;
  }

  private List<Meter> gauges(Place place) {
    Series series = place.series;
    String[] labels = {
      series.app(),
      series.evaluator(),
      series.dimension(),
      series.value(),
      DurationText.format(Duration.ofMillis(place.windowMillis))
    };
    return List.of(
        meters.gauge(Metric.EVAL_RATE, () -> ratio(place), labels),
        meters.gauge(Metric.EVAL_RATE_LOW, () -> of(place).getLow(), labels),
        meters.gauge(Metric.EVAL_RATE_HIGH, () -> of(place).getHigh(), labels),
        meters.gauge(Metric.EVAL_EFFECTIVE_SAMPLES, () -> of(place).getEffectiveN(), labels));
  }

  private double ratio(Place place) {
    Double rate = of(place).getRate();
    return rate == null ? Double.NaN : rate;
  }

  private EvalRate of(Place place) {
    Shown shown = rates.get(place);
    if (shown == null) {
      throw new IllegalStateException("no rate of " + place.series);
    }
    return shown.rate;
  }
}
