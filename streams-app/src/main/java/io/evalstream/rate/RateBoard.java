package io.evalstream.rate;

import io.evalstream.config.DurationText;
import io.evalstream.event.EvalRate;
import io.evalstream.metric.Meters;
import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The newest rate of each series and window length, for readers on other threads and as gauges.
///
/// *Threading:* safe for all threads; a series is written by the one task that owns it.
public final class RateBoard {

  private record Place(Series series, long windowMillis) {}

  private record Shown(String task, EvalRate rate, Map<RateGauge, Meter> gauges) {}

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
          return new Shown(task, rate, gauges(place, rate, before));
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
              shown.gauges.values().forEach(meters::remove);
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
                entry.getValue().gauges.values().forEach(meters::remove);
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

  /// Those that were there, and those that have something to show for the first time.
  private Map<RateGauge, Meter> gauges(Place place, EvalRate rate, @Nullable Shown before) {
    Map<RateGauge, Meter> gauges = new EnumMap<>(RateGauge.class);
    if (before != null) {
      gauges.putAll(before.gauges);
    }
    for (RateGauge gauge : RateGauge.values()) {
      if (gauge.isIn(rate)) {
        gauges.computeIfAbsent(gauge, absent -> register(place, absent));
      }
    }
    return gauges;
  }

  private Meter register(Place place, RateGauge gauge) {
    Series series = place.series;
    return meters.gauge(
        gauge.metric(),
        () -> now(place, gauge),
        series.app(),
        series.evaluator(),
        series.dimension(),
        series.value(),
        DurationText.format(Duration.ofMillis(place.windowMillis)));
  }

  /// A gauge can be read a moment before its rate is there, and a moment after it has gone.
  private double now(Place place, RateGauge gauge) {
    Shown shown = rates.get(place);
    return shown == null ? Double.NaN : gauge.of(shown.rate);
  }
}
