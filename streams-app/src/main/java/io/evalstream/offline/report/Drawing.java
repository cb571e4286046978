package io.evalstream.offline.report;

import java.util.Locale;

/// A picture in SVG. Coordinates are pixels, from the upper left.
final class Drawing {

  private final StringBuilder shapes = new StringBuilder();
  private final int width;
  private final int height;

  Drawing(int width, int height) {
    this.width = width;
    this.height = height;
  }

  Drawing box(double x, double y, double boxWidth, double boxHeight, String colour) {
    return add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
            x,
            y,
            boxWidth,
            boxHeight,
            colour));
  }

  Drawing line(double fromX, double fromY, double toX, double toY, String colour) {
    return add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                + " stroke-width=\"2\"/>",
            fromX,
            fromY,
            toX,
            toY,
            colour));
  }

  Drawing dot(double x, double y, double radius, String colour) {
    return add(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>",
            x,
            y,
            radius,
            colour));
  }

  /// @param anchor start, middle or end
  Drawing text(double x, double y, String anchor, String text) {
    return text(x, y, anchor, "#1c2128", text);
  }

  /// A text in the middle of something dark.
  Drawing light(double x, double y, String text) {
    return text(x, y, "middle", "#ffffff", text);
  }

  private Drawing text(double x, double y, String anchor, String colour, String text) {
    return add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
            x,
            y,
            anchor,
            colour,
            Html.escape(text)));
  }

  private Drawing add(String shape) {
    shapes.append(shape).append('\n');
    return this;
  }

  /// @param title what is seen, for those who do not see it
  String svg(String title) {
    return """
    <svg viewBox="0 0 %d %d" width="%d" height="%d" role="img"><title>%s</title>
    %s</svg>
    """
        .formatted(width, height, width, height, Html.escape(title), shapes);
  }
}
