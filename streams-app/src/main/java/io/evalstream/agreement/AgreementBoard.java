package io.evalstream.agreement;

import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.stats.Estimate;
import io.micrometer.core.instrument.Meter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How judges agree with people, for readers on other threads and as gauges.
///
/// The gauges have no label for the judge and the version of the evaluator: they show those that
/// were compared last.
///
/// *Threading:* safe for all threads; a subject is written by the one task that owns it.
public final class AgreementBoard {

  private static final Comparator<Standing> BY_NAME =
      Comparator.comparing(standing -> standing.subject().toText());

  /// What one set of gauges is about.
  private record Place(String app, String evaluator, String annotators) {

    static Place of(Subject subject) {
      return new Place(subject.app(), subject.evaluator(), subject.annotators());
    }
  }

  private record Shown(String task, Standing standing) {}

  private final Map<Subject, Shown> shown = new ConcurrentHashMap<>();
  // Guarded by itself: a place is entered with its first subject and left with its last one.
  private final Map<Place, List<Meter>> gauges = new HashMap<>();
  private final Meters meters;

  public AgreementBoard(Meters meters) {
    this.meters = meters;
  }

  /// All of them, by name.
  public List<Standing> standings() {
    return shown.values().stream().map(Shown::standing).sorted(BY_NAME).toList();
  }

  void show(String task, Standing standing) {
    synchronized (gauges) {
      shown.put(standing.subject(), new Shown(task, standing));
      gauges.computeIfAbsent(Place.of(standing.subject()), this::register);
    }
  }

  void remove(Subject subject) {
    synchronized (gauges) {
      shown.remove(subject);
      tidy();
    }
  }

  /// The task has left this process.
  void leave(String task) {
    synchronized (gauges) {
      shown.values().removeIf(gone -> gone.task.equals(task));
      tidy();
    }
  }

  /// Takes away the gauges that nothing is left for.
  private void tidy() {
    gauges
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = newest(entry.getKey()).isEmpty();
              if (gone) {
                entry.getValue().forEach(meters::remove);
              }
              return gone;
            });
  }

  private List<Meter> register(Place place) {
    return List.of(
        gauge(Metric.AGREEMENT_KAPPA, place, standing -> of(standing.kappa(), Estimate::value)),
        gauge(Metric.AGREEMENT_KAPPA_LOW, place, standing -> of(standing.kappa(), Estimate::low)),
        gauge(Metric.AGREEMENT_KAPPA_HIGH, place, standing -> of(standing.kappa(), Estimate::high)),
        gauge(Metric.AGREEMENT_LABELS, place, standing -> (double) standing.labels()));
  }

  private Meter gauge(Metric metric, Place place, Function<Standing, Double> reading) {
    return meters.gauge(
        metric,
        () -> newest(place).map(reading).orElse(Double.NaN),
        place.app,
        place.evaluator,
        place.annotators);
  }

  private static double of(@Nullable Estimate estimate, Function<Estimate, Double> reading) {
    return estimate == null ? Double.NaN : reading.apply(estimate);
  }

  private Optional<Standing> newest(Place place) {
    return shown.values().stream()
        .map(Shown::standing)
        .filter(standing -> Place.of(standing.subject()).equals(place))
        .max(Comparator.comparing(Standing::updatedAt));
  }
}
