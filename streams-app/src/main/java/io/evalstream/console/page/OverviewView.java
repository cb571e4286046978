package io.evalstream.console.page;

import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.metric.FunnelStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the overview shows.
///
/// @param window length of the windows
/// @param covered the time of the windows together; null without any
record OverviewView(
    List<Range.Choice> ranges,
    String range,
    String window,
    @Nullable String covered,
    List<FiringLine> firing,
    List<AppCard> apps,
    boolean empty) {

  /// What is known at a moment.
  ///
  /// @param rates of all traffic, in windows of one length, within the range
  /// @param latest the newest of each series, of any length
  /// @param diagnoses of the range, by app
  record Known(
      Instant now,
      Range range,
      Duration window,
      List<EvalRate> rates,
      List<EvalRate> latest,
      List<Alert> alerts,
      Map<String, Map<String, Long>> diagnoses,
      Map<FunnelStep, Long> funnel) {}

  /// An evaluator of an app.
  private record Series(String app, String evaluator) implements Comparable<Series> {
    static Series of(EvalRate rate) {
      return new Series(rate.getApp(), rate.getEvaluator());
    }

    @Override
    public int compareTo(Series other) {
      int byApp = app.compareTo(other.app);
      return byApp == 0 ? evaluator.compareTo(other.evaluator) : byApp;
    }
  }

  static OverviewView of(Known known, AlertLimits limits) {
    List<AppCard> apps = cards(known, limits);
    return new OverviewView(
        known.range.choices("/"),
        known.range.words(),
        Numbers.duration(known.window),
        Course.covered(known.rates),
        known.alerts.stream()
            .filter(alert -> alert.getState().equals("firing"))
            .map(alert -> FiringLine.of(alert, known.now))
            .toList(),
        apps,
        apps.isEmpty());
  }

  private static List<AppCard> cards(Known known, AlertLimits limits) {
    SortedMap<String, List<EvaluatorRow>> rows = new TreeMap<>();
    courses(known)
        .forEach(
            (series, course) -> {
              @Nullable EvalRate newest = newest(known, series, course);
              if (newest != null) {
                rows.computeIfAbsent(series.app, app -> new ArrayList<>())
                    .add(
                        EvaluatorRow.of(
                            newest,
                            course,
                            limits.of(series.app, series.evaluator),
                            marks(known, series),
                            known.now));
              }
            });
    SortedMap<String, List<FunnelLine>> funnel = FunnelLine.byApp(known.funnel);
    Set<String> apps = new LinkedHashSet<>(rows.keySet());
    apps.addAll(funnel.keySet());
    List<AppCard> cards = new ArrayList<>();
    for (String app : apps) {
      @Nullable Map<String, Long> diagnoses = known.diagnoses.get(app);
      cards.add(
          AppCard.of(
              app,
              cards.size(),
              rows.getOrDefault(app, List.of()),
              diagnoses == null || diagnoses.isEmpty() ? null : DiagnosisBar.of(app, diagnoses),
              funnel.getOrDefault(app, List.of())));
    }
    return cards;
  }

  private static Map<Series, Course> courses(Known known) {
    SortedMap<Series, List<EvalRate>> rates = new TreeMap<>();
    known.latest.stream()
        .filter(rate -> rate.getDimension().equals("all"))
        .forEach(rate -> rates.put(Series.of(rate), new ArrayList<>()));
    known.rates.forEach(
        rate -> rates.computeIfAbsent(Series.of(rate), key -> new ArrayList<>()).add(rate));
    Map<Series, Course> courses = new LinkedHashMap<>();
    Instant from =
        Course.begin(known.now.minus(known.range.length()), known.now, known.window, known.rates);
    rates.forEach((series, list) -> courses.put(series, Course.of(from, known.now, list)));
    return courses;
  }

  /// One of the range; else the last that there was.
  private static @Nullable EvalRate newest(Known known, Series series, Course course) {
    return course
        .newest()
        .or(
            () ->
                known.latest.stream()
                    .filter(rate -> rate.getDimension().equals("all"))
                    .filter(rate -> Series.of(rate).equals(series))
                    .min(
                        (one, other) ->
                            Long.compare(
                                Math.abs(one.getWindowMs() - known.window.toMillis()),
                                Math.abs(other.getWindowMs() - known.window.toMillis()))))
        .orElse(null);
  }

  private static List<AlertMark> marks(Known known, Series series) {
    return known.alerts.stream()
        .filter(alert -> Objects.equals(alert.getApp(), series.app))
        .filter(alert -> Objects.equals(alert.getEvaluator(), series.evaluator))
        .filter(AlertMark::isOn)
        .map(alert -> AlertMark.of(alert, known.now))
        .toList();
  }
}
