package io.evalstream.offline.report;

import java.util.List;

/// The pictures of the reports.
final class Charts {

  static final String FAILING = "#c4432f";
  static final String PASSING = "#2f7d6d";
  static final String NEUTRAL = "#57606a";
  private static final String TRACK = "#eef1f4";

  private static final int NAMES = 170;
  private static final int TRACK_WIDTH = 420;
  private static final int ROW = 26;
  private static final int NUMBERS = 170;

  private Charts() {}

  /// A bar with its name and its number.
  record Bar(String name, long count, String colour) {}

  static String bars(String title, List<Bar> bars) {
    Drawing drawing = new Drawing(NAMES + TRACK_WIDTH + NUMBERS, bars.size() * ROW + 4);
    long all = Math.max(1, bars.stream().mapToLong(Bar::count).sum());
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = i * ROW + 4;
      drawing
          .text(NAMES - 10, y + 14, "end", bar.name)
          .box(NAMES, y, TRACK_WIDTH, ROW - 8, TRACK)
          .box(NAMES, y, (double) TRACK_WIDTH * bar.count / all, ROW - 8, bar.colour)
          .text(
              NAMES + TRACK_WIDTH + 10,
              y + 14,
              "start",
              bar.count + " (" + Html.percent((double) bar.count / all) + ")");
    }
    return drawing.svg(title);
  }

  /// A share within its interval, on a line from 0 to 1.
  record Range(String name, double value, double low, double high, String colour) {}

  static String ranges(String title, List<Range> ranges) {
    Drawing drawing = new Drawing(NAMES + TRACK_WIDTH + NUMBERS, ranges.size() * ROW + 24);
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      double y = i * ROW + 12;
      drawing
          .text(NAMES - 10, y + 4, "end", range.name)
          .box(NAMES, y - 1, TRACK_WIDTH, 2, TRACK)
          .line(at(range.low), y, at(range.high), y, range.colour)
          .dot(at(range.value), y, 4.5, range.colour)
          .text(
              NAMES + TRACK_WIDTH + 10,
              y + 4,
              "start",
              "%s [%s, %s]"
                  .formatted(
                      Html.percent(range.value),
                      Html.percent(range.low),
                      Html.percent(range.high)));
    }
    double foot = ranges.size() * ROW + 18;
    drawing
        .text(at(0), foot, "middle", "0 %")
        .text(at(0.5), foot, "middle", "50 %")
        .text(at(1), foot, "middle", "100 %");
    return drawing.svg(title);
  }

  private static double at(double share) {
    return NAMES + TRACK_WIDTH * share;
  }
}
