package io.evalstream.console.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A small picture of a rate over time, with the band of its intervals and a limit; it has its
/// words for those who do not see it.
///
/// A window without a label is a gap; one between two gaps is a dash.
///
/// @param points in order of time
/// @param limit above which an alert fires; null without one
record Sparkline(List<Point> points, @Nullable Double limit) {

  private static final double WIDTH = 240;
  private static final double HEIGHT = 40;
  private static final double MARGIN = 2;
  private static final double DASH = 2;
  private static final double LEAST_TOP = 0.05;
  private static final double ROOM_ABOVE = 1.4;

  /// @param position in time, in [0, 1]
  /// @param rate null for a gap
  record Point(double position, @Nullable Double rate, double low, double high) {}

  Sparkline {
    points = List.copyOf(points);
  }

  /// @param about what it shows, in words
  String svg(String about) {
    StringBuilder svg = new StringBuilder(1_024);
    svg.append("<svg class=\"spark\" viewBox=\"0 0 240 40\" preserveAspectRatio=\"none\"")
        .append(" role=\"img\" aria-label=\"")
        .append(ShownText.html(about + ": " + words()))
        .append("\">");
    List<List<Point>> runs = runs();
    runs.forEach(run -> svg.append(band(run)));
    if (limit != null) {
      svg.append(
          "<line class=\"limit\" x1=\"0\" x2=\"240\" y1=\"%1$s\" y2=\"%1$s\"/>"
              .formatted(number(y(limit))));
    }
    runs.forEach(run -> svg.append(line(run)));
    return svg.append("</svg>").toString();
  }

  /// The same in words.
  String words() {
    List<Double> rates = rates();
    if (rates.isEmpty()) {
      return "nothing was judged";
    }
    String course =
        "first %s, last %s, lowest %s, highest %s"
            .formatted(
                Numbers.percent(rates.getFirst()),
                Numbers.percent(rates.getLast()),
                Numbers.percent(rates.stream().min(Double::compare).orElseThrow()),
                Numbers.percent(rates.stream().max(Double::compare).orElseThrow()));
    return limit == null ? course : course + ", limit " + Numbers.percent(limit);
  }

  private List<Double> rates() {
    List<Double> rates = new ArrayList<>();
    points.forEach(
        point -> {
          if (point.rate != null) {
            rates.add(point.rate);
          }
        });
    return rates;
  }

  /// What lies between gaps.
  private List<List<Point>> runs() {
    List<List<Point>> runs = new ArrayList<>();
    boolean gap = true;
    for (Point point : points) {
      if (point.rate != null) {
        if (gap) {
          runs.add(new ArrayList<>());
        }
        runs.getLast().add(point);
      }
      gap = point.rate == null;
    }
    return runs;
  }

  private String band(List<Point> run) {
    StringBuilder edge = new StringBuilder();
    run.forEach(point -> corner(edge, left(run, point), point.high));
    corner(edge, right(run), run.getLast().high);
    corner(edge, right(run), run.getLast().low);
    run.reversed().forEach(point -> corner(edge, left(run, point), point.low));
    return "<polygon class=\"area\" points=\"" + edge.toString().strip() + "\"/>";
  }

  private String line(List<Point> run) {
    StringBuilder course = new StringBuilder();
    run.forEach(point -> corner(course, left(run, point), rate(point)));
    corner(course, right(run), rate(run.getLast()));
    return "<polyline class=\"line\" points=\"" + course.toString().strip() + "\"/>";
  }

  private static double rate(Point point) {
    return Objects.requireNonNull(point.rate);
  }

  /// A run of one point is as wide as a dash.
  private static double left(List<Point> run, Point point) {
    return x(point) - (run.size() == 1 ? DASH : 0);
  }

  private static double right(List<Point> run) {
    return x(run.getLast()) + (run.size() == 1 ? DASH : 0);
  }

  private static double x(Point point) {
    return MARGIN + Math.clamp(point.position, 0, 1) * (WIDTH - 2 * MARGIN);
  }

  private double y(double share) {
    return HEIGHT - MARGIN - Math.min(share / top(), 1) * (HEIGHT - 2 * MARGIN);
  }

  private double top() {
    double highest = rates().stream().max(Double::compare).orElse(0.0);
    double most = Math.max(highest, Objects.requireNonNullElse(limit, 0.0));
    return Math.clamp(most * ROOM_ABOVE, LEAST_TOP, 1);
  }

  private void corner(StringBuilder corners, double x, double share) {
    corners.append(number(x)).append(',').append(number(y(share))).append(' ');
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
