package io.evalstream.alert;

import io.evalstream.alert.rule.EmbeddingFinding;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.micrometer.core.instrument.Meter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// How far the embeddings of each app have moved, as gauges.
///
/// *Threading:* safe for all threads; an alert is written by the one task that owns it.
final class EmbeddingGauges {

  private record Shown(String task, @Nullable EmbeddingFinding finding, List<Meter> gauges) {}

  private final Map<AlertSeries, Shown> shown = new ConcurrentHashMap<>();
  private final Meters meters;

  EmbeddingGauges(Meters meters) {
    this.meters = meters;
  }

  /// @param finding null before a window was compared
  void show(String task, AlertSeries series, @Nullable EmbeddingFinding finding) {
    shown.compute(
        series,
        (key, before) -> new Shown(task, finding, before == null ? gauges(series) : before.gauges));
  }

  void countOthers(AlertSeries series, long embeddings) {
    meters.add(Metric.EMBEDDINGS_OF_OTHER_LENGTH, (double) embeddings, series.rule(), series.app());
  }

  void leave(String task) {
    shown
        .values()
        .removeIf(
            one -> {
              if (one.task.equals(task)) {
                one.gauges.forEach(meters::remove);
              }
              return one.task.equals(task);
            });
  }

  private List<Meter> gauges(AlertSeries series) {
    return List.of(
        gauge(Metric.EMBEDDING_DRIFT_Z, series, EmbeddingFinding::z),
        gauge(Metric.EMBEDDING_DRIFT_EFFECT, series, EmbeddingFinding::effect));
  }

  private Meter gauge(
      Metric metric, AlertSeries series, ToDoubleFunction<EmbeddingFinding> reading) {
    return meters.gauge(metric, () -> value(series, reading), series.rule(), series.app());
  }

  private double value(AlertSeries series, ToDoubleFunction<EmbeddingFinding> reading) {
    Shown one = shown.get(series);
    EmbeddingFinding finding = one == null ? null : one.finding;
    return finding == null ? Double.NaN : reading.applyAsDouble(finding);
  }
}
