package io.evalstream.console.page;

import io.evalstream.stats.PrincipalPlane.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The geometry of the map of embeddings: both axes have one scale, so that distances are true.
///
/// @param marks those that fail last, so that they lie above the others
/// @param letters of the groups
record MapDrawing(List<Mark> marks, List<Letter> letters) {

  static final int WIDTH = 640;
  static final int HEIGHT = 340;

  private static final String LETTERS = "ABCDEF";
  private static final double MARGIN = 22;
  private static final double SMALL = 3.2;
  private static final double LARGE = 7;

  /// A circle for a question, a square for a document.
  ///
  /// @param look class of its look
  /// @param x middle of the circle, left end of the square
  /// @param size radius of the circle, side of the square
  record Mark(
      boolean circle, String look, String x, String y, String size, String link, String title) {}

  record Letter(String letter, String x, String y) {}

  /// From the plane to the drawing.
  private record Scale(double factor, double middleX, double middleY) {

    static Scale of(List<Point> points) {
      double left = points.stream().mapToDouble(Point::x).min().orElse(0);
      double right = points.stream().mapToDouble(Point::x).max().orElse(0);
      double low = points.stream().mapToDouble(Point::y).min().orElse(0);
      double high = points.stream().mapToDouble(Point::y).max().orElse(0);
      double across = (WIDTH - 2 * MARGIN) / Math.max(right - left, Double.MIN_NORMAL);
      double up = (HEIGHT - 2 * MARGIN) / Math.max(high - low, Double.MIN_NORMAL);
      double factor = right > left ? Math.min(across, up) : 1;
      return new Scale(factor, (left + right) / 2, (low + high) / 2);
    }

    double x(Point point) {
      return WIDTH / 2.0 + (point.x() - middleX) * factor;
    }

    double y(Point point) {
      return HEIGHT / 2.0 - (point.y() - middleY) * factor;
    }
  }

  static MapDrawing of(EmbeddingMap map) {
    Scale scale = Scale.of(map.plane().points());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < map.spots().size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing((Integer i) -> map.spots().get(i).kind()));
    List<Mark> marks =
        order.reversed().stream()
            .map(i -> mark(map.spots().get(i), scale, map.plane().points().get(i)))
            .toList();
    List<Letter> letters = new ArrayList<>();
    for (int group = 0; group < map.groups().middles().size(); group++) {
      Point middle = map.groups().middles().get(group);
      letters.add(new Letter(letter(group), exact(scale.x(middle)), exact(scale.y(middle))));
    }
    return new MapDrawing(marks, letters);
  }

  static String letter(int group) {
    return LETTERS.substring(group, group + 1);
  }

  private static Mark mark(EmbeddingSpot spot, Scale scale, Point point) {
    double size = Math.min(LARGE, SMALL + Math.sqrt(spot.times() - 1) / 2);
    double half = spot.isQuestion() ? 0 : size;
    return new Mark(
        spot.isQuestion(),
        look(spot),
        exact(scale.x(point) - half),
        exact(scale.y(point) - half),
        exact(spot.isQuestion() ? size : 2 * size),
        PageAddress.trace(spot.traceId()),
        SpotText.whole(spot));
  }

  private static String look(EmbeddingSpot spot) {
    return switch (spot.kind()) {
      case FAILING -> "spot spot--fail";
      case PASSING -> "spot spot--pass";
      case NOT_JUDGED -> "spot spot--none";
    };
  }

  private static String exact(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
