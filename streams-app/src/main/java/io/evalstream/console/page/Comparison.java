package io.evalstream.console.page;

import io.evalstream.event.EvalRate;
import io.evalstream.stats.Difference;
import io.evalstream.stats.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The values of a dimension side by side.
///
/// *How it works:* models are held against the one that fails least of those with enough labels;
/// each prompt version against the one that was seen before it. The interval of a difference is for
/// one look; whether it is called clear is decided by the one that holds however often somebody
/// looks (stats/Difference).
///
/// @param name of the dimension
/// @param reference what the values are held against, in words
record Comparison(String name, String reference, List<Row> rows) {

  private static final double ENOUGH = 30;

  /// @param difference empty for one that is held against nothing
  /// @param clear whether the difference is beyond chance
  record Row(
      String value,
      String traces,
      RateText rate,
      String difference,
      String interval,
      String verdict,
      boolean clear,
      boolean worse) {}

  /// The windows of one value.
  private record Value(String name, Instant first, Pooled pooled) {}

  Comparison {
    rows = List.copyOf(rows);
  }

  /// Null when there are not two values to compare.
  static @Nullable Comparison of(String dimension, List<EvalRate> rates) {
    List<Value> values = values(rates);
    if (values.size() < 2) {
      return null;
    }
    return dimension.equals("prompt_version")
        ? withTheOneBefore(values)
        : withTheBest(dimension, values);
  }

  private static List<Value> values(List<EvalRate> rates) {
    Map<String, List<EvalRate>> byValue = new TreeMap<>();
    rates.forEach(
        rate -> byValue.computeIfAbsent(rate.getValue(), key -> new ArrayList<>()).add(rate));
    List<Value> values = new ArrayList<>();
    byValue.forEach(
        (name, windows) -> {
          Pooled pooled = Pooled.of(windows);
          if (pooled.rate() != null) {
            Instant first =
                windows.stream()
                    .map(EvalRate::getWindowStart)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            values.add(new Value(name, first, pooled));
          }
        });
    return values;
  }

  private static Comparison withTheOneBefore(List<Value> values) {
    List<Value> byTime =
        values.stream()
            .sorted(Comparator.comparing(Value::first).thenComparing(Value::name))
            .toList();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < byTime.size(); i++) {
      rows.add(row("prompt_version", byTime.get(i), i == 0 ? null : byTime.get(i - 1)));
    }
    return new Comparison("Prompt versions", "the version seen before it", rows.reversed());
  }

  private static Comparison withTheBest(String dimension, List<Value> values) {
    List<Value> byRate =
        values.stream().sorted(Comparator.comparingDouble(Comparison::rate)).toList();
    Value best =
        byRate.stream()
            .filter(value -> value.pooled.effectiveN() >= ENOUGH)
            .findFirst()
            .orElse(byRate.getFirst());
    List<Row> rows =
        byRate.stream()
            .map(value -> row(dimension, value, value.equals(best) ? null : best))
            .toList();
    return new Comparison("Models", best.name, rows);
  }

  private static double rate(Value value) {
    Double rate = value.pooled.rate();
    return rate == null ? Double.NaN : rate;
  }

  private static Row row(String parameter, Value value, @Nullable Value against) {
    String traces = PageAddress.of("/traces", parameter, value.name);
    RateText rate = RateText.of(value.pooled);
    if (against == null) {
      return new Row(value.name, traces, rate, "", "", "reference", false, false);
    }
    Difference difference =
        Difference.of(
            rate(value), value.pooled.effectiveN(), rate(against), against.pooled.effectiveN());
    Estimate interval = difference.interval();
    Estimate anytime = difference.anytime();
    boolean clear = anytime.low() > 0 || anytime.high() < 0;
    boolean worse = difference.value() > 0;
    return new Row(
        value.name,
        traces,
        rate,
        Numbers.points(difference.value()),
        "%s to %s"
            .formatted(Numbers.signed(interval.low() * 100), Numbers.signed(interval.high() * 100)),
        clear ? worse ? "clearly fails more" : "clearly fails less" : "no clear difference",
        clear,
        worse);
  }
}
