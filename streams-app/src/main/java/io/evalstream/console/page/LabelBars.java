package io.evalstream.console.page;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Label;
import io.evalstream.event.EvalRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How many labels of each kind the windows of a course have: a bar for each window.
///
/// @param svg its words are in the table beside it
/// @param keys the labels, those that fail first
record LabelBars(String svg, List<Key> keys) {

  private static final double WIDTH = 600;
  private static final double HEIGHT = 120;
  private static final int MOST_TONES = 4;

  /// @param tone a class of the style: `fail1`, `pass2`, `none1`
  /// @param count in all windows
  record Key(String label, String tone, String count, long sum) {}

  LabelBars {
    keys = List.copyOf(keys);
  }

  /// @param evaluator null when the configuration has it no more
  static LabelBars of(Course course, @Nullable Evaluator evaluator) {
    List<Key> keys = keys(course, evaluator);
    return new LabelBars(svg(course, keys), keys);
  }

  private static List<Key> keys(Course course, @Nullable Evaluator evaluator) {
    Map<String, Long> sums = new TreeMap<>();
    course
        .rates()
        .forEach(rate -> rate.getLabels().forEach((label, n) -> sums.merge(label, n, Long::sum)));
    List<String> order =
        sums.keySet().stream()
            .sorted(
                Comparator.<String, String>comparing(label -> side(label, evaluator))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    Map<String, Integer> tones = new TreeMap<>();
    List<Key> keys = new ArrayList<>();
    for (String label : order) {
      String side = side(label, evaluator);
      int tone = Math.min(MOST_TONES, tones.merge(side, 1, Integer::sum));
      long sum = sums.getOrDefault(label, 0L);
      keys.add(new Key(label, side + tone, Numbers.count(sum), sum));
    }
    return keys;
  }

  /// Whether a label fails; `none` when nobody knows.
  private static String side(String label, @Nullable Evaluator evaluator) {
    if (evaluator == null) {
      return "none";
    }
    return evaluator.labels().stream()
        .filter(known -> known.name().equals(label))
        .findFirst()
        .map(Label::fails)
        .map(fails -> fails ? "fail" : "pass")
        .orElse("none");
  }

  private static String svg(Course course, List<Key> keys) {
    long most = course.rates().stream().mapToLong(LabelBars::labels).max().orElse(0);
    StringBuilder svg =
        new StringBuilder(
            "<svg class=\"bars\" viewBox=\"0 0 600 120\" preserveAspectRatio=\"none\" role=\"img\""
                + " aria-label=\"Labels of each window; the table below has the numbers\">");
    if (most > 0) {
      course.rates().forEach(rate -> svg.append(bar(course, rate, keys, (double) most)));
    }
    return svg.append("</svg>").toString();
  }

  private static long labels(EvalRate rate) {
    return rate.getLabels().values().stream().mapToLong(Long::longValue).sum();
  }

  private static String bar(Course course, EvalRate rate, List<Key> keys, double most) {
    double whole = (double) Duration.between(course.from(), course.to()).toMillis();
    double left = WIDTH * Duration.between(course.from(), rate.getWindowStart()).toMillis() / whole;
    double width = Math.max(0.8, WIDTH * rate.getWindowMs() / whole * 0.86);
    StringBuilder parts = new StringBuilder();
    double bottom = HEIGHT;
    for (Key key : keys) {
      double height = HEIGHT * rate.getLabels().getOrDefault(key.label, 0L) / most;
      if (height > 0) {
        bottom -= height;
        parts.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"tone--%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>",
                key.tone,
                left,
                bottom,
                width,
                height));
      }
    }
    return parts.toString();
  }
}
