package io.evalstream.alert;

import io.evalstream.alert.rule.Account;
import io.evalstream.alert.rule.AlertState;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.micrometer.core.instrument.Meter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where each alert stands, for readers on other threads and as gauges.
///
/// *Threading:* safe for all threads; an alert is written by the one task that owns it.
public final class AlertBoard {

  /// @param state inactive, pending or firing
  /// @param threshold the limit of the rule; null when there is none
  /// @param rate weighted share of failing labels in the last minutes; null when nothing was judged
  /// @param judged labels behind the rate
  public record Standing(
      String rule,
      String app,
      String evaluator,
      String dimension,
      String value,
      String state,
      Instant since,
      @Nullable Double threshold,
      @Nullable Double rate,
      double low,
      double high,
      long judged) {}

  private record Shown(String task, Standing standing, Map<Metric, Meter> gauges) {

    void leave(Meters meters) {
      gauges.values().forEach(meters::remove);
    }
  }

  private final Map<AlertSeries, Shown> alerts = new ConcurrentHashMap<>();
  private final Meters meters;

  public AlertBoard(Meters meters) {
    this.meters = meters;
  }

  void show(String task, AlertSeries series, AlertState state, Account account) {
    Standing standing =
        new Standing(
            series.rule(),
            series.app(),
            series.evaluator(),
            series.dimension(),
            series.value(),
            state.wireName(),
            state.sinceWhen(),
            account.limit(),
            account.estimate().rate(),
            account.estimate().low(),
            account.estimate().high(),
            account.estimate().n());
    show(task, series, standing);
  }

  /// Shows an alert that is not about a rate.
  void show(String task, AlertSeries series, AlertState state) {
    show(
        task,
        series,
        new Standing(
            series.rule(),
            series.app(),
            series.evaluator(),
            series.dimension(),
            series.value(),
            state.wireName(),
            state.sinceWhen(),
            null,
            null,
            0,
            1,
            0));
  }

  private void show(String task, AlertSeries series, Standing standing) {
    alerts.compute(
        series,
        (key, before) ->
            new Shown(
                task,
                standing,
                gauges(standing, series, before == null ? Map.of() : before.gauges)));
  }

  /// The weight of labels was cut.
  void countCut(AlertSeries series, long labels) {
    meters.add(Metric.ALERT_CUT_WEIGHTS, (double) labels, series.app(), series.evaluator());
  }

  /// The alert is inactive and has had no label for a while.
  void remove(AlertSeries series) {
    Shown shown = alerts.remove(series);
    if (shown != null) {
      shown.leave(meters);
    }
  }

  void leave(String task) {
    alerts
        .values()
        .removeIf(
            shown -> {
              if (shown.task.equals(task)) {
                shown.leave(meters);
              }
              return shown.task.equals(task);
            });
  }

  /// All alerts that have had data, in no order.
  public List<Standing> standings() {
    List<Standing> standings = new ArrayList<>();
    alerts.values().forEach(shown -> standings.add(shown.standing));
    return standings;
  }

  /// Limit and rate appear with their first value: not every rule has them.
  private Map<Metric, Meter> gauges(
      Standing standing, AlertSeries series, Map<Metric, Meter> before) {
    Map<Metric, Meter> gauges = new EnumMap<>(Metric.class);
    gauges.putAll(before);
    gauges.computeIfAbsent(Metric.ALERT_STATE, metric -> gauge(metric, () -> code(series), series));
    if (standing.threshold != null) {
      gauges.computeIfAbsent(
          Metric.ALERT_LIMIT,
          metric -> gauge(metric, () -> now(series, Standing::threshold), series));
    }
    if (standing.rate != null) {
      gauges.computeIfAbsent(
          Metric.ALERT_RATE, metric -> gauge(metric, () -> now(series, Standing::rate), series));
    }
    return gauges;
  }

  private Meter gauge(Metric metric, Supplier<Number> value, AlertSeries series) {
    return meters.gauge(
        metric,
        value,
        series.rule(),
        series.app(),
        series.evaluator(),
        series.dimension(),
        series.value());
  }

  private double now(AlertSeries series, Function<Standing, @Nullable Double> part) {
    Shown shown = alerts.get(series);
    Double value = shown == null ? null : part.apply(shown.standing);
    return value == null ? Double.NaN : value;
  }

  private int code(AlertSeries series) {
    Shown shown = alerts.get(series);
    String state = shown == null ? "" : shown.standing.state;
    return switch (state) {
      case "firing" -> 2;
      case "pending" -> 1;
      default -> 0;
    };
  }
}
