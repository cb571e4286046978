package io.evalstream.sampling;

import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How the newest event of each app was sampled, by evaluator, as gauges. The apps and evaluators
/// are those of the configuration, so they are few.
///
/// *Threading:* safe for all threads; the newest word of any task counts.
final class SamplingMeters {

  private record Place(String app, String evaluator) {}

  private final Map<Place, Decision.Choice> newest = new ConcurrentHashMap<>();
  private final Meters meters;

  SamplingMeters(Meters meters) {
    this.meters = meters;
  }

  void show(String app, Decision decision) {
    for (Decision.Choice choice : decision.choices()) {
      Place place = new Place(app, choice.evaluator());
      if (newest.put(place, choice) == null) {
        meters.gauge(
            Metric.SAMPLING_PROBABILITY, () -> of(place).probability(), app, choice.evaluator());
        meters.gauge(Metric.SAMPLING_SCALE, () -> of(place).scale(), app, choice.evaluator());
      }
    }
  }

  private Decision.Choice of(Place place) {
    Decision.Choice choice = newest.get(place);
    if (choice == null) {
      throw new IllegalStateException("nothing was sampled of " + place);
    }
    return choice;
  }
}
