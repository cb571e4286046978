package io.evalstream.sampling;

import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.micrometer.core.instrument.Meter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// How the newest event of each app was sampled, by evaluator, as gauges. The apps and evaluators
/// are those of the configuration, so they are few.
///
/// *Threading:* safe for all threads; the newest word of any task counts, until that task leaves.
final class SamplingMeters {

  private record Place(String app, String evaluator) {}

  private record Shown(String task, Decision.Choice choice, List<Meter> gauges) {}

  private final Map<Place, Shown> newest = new ConcurrentHashMap<>();
  private final Meters meters;

  SamplingMeters(Meters meters) {
    this.meters = meters;
  }

  void show(String task, String app, Decision decision) {
    for (Decision.Choice choice : decision.choices()) {
      newest.compute(
          new Place(app, choice.evaluator()),
          (place, before) ->
              new Shown(task, choice, before == null ? gauges(place) : before.gauges));
    }
  }

  /// What another task of this process samples is shown again with its next event.
  void leave(String task) {
    for (Place place : newest.keySet()) {
      newest.computeIfPresent(place, (key, shown) -> shown.task.equals(task) ? hide(shown) : shown);
    }
  }

  private @Nullable Shown hide(Shown shown) {
    shown.gauges.forEach(meters::remove);
    return null;
  }

  private List<Meter> gauges(Place place) {
    return List.of(
        gauge(Metric.SAMPLING_PROBABILITY, place, Decision.Choice::probability),
        gauge(Metric.SAMPLING_SCALE, place, Decision.Choice::scale));
  }

  private Meter gauge(Metric metric, Place place, ToDoubleFunction<Decision.Choice> value) {
    return meters.gauge(metric, () -> read(place, value), place.app, place.evaluator);
  }

  private double read(Place place, ToDoubleFunction<Decision.Choice> value) {
    Shown shown = newest.get(place);
    return shown == null ? Double.NaN : value.applyAsDouble(shown.choice);
  }
}
