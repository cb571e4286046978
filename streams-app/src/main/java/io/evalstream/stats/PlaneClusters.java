package io.evalstream.stats;

import io.evalstream.stats.PrincipalPlane.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Neighbouring points of a plane, put together.
///
/// *When to use:* to give parts of a picture a name and numbers. It finds round groups and always
/// as many as it may: that there are so many is not in the points.
///
/// *How it works:* k-means [1]. It starts with the point nearest to the middle, then the point
/// farthest from all starts so far, and so on; so the same points give the same clusters.
///
/// [1] S. P. Lloyd, Least squares quantization in PCM, IEEE Transactions on Information Theory 28
/// (1982), 129-137, <https://doi.org/10.1109/TIT.1982.1056489>
///
/// @param clusterOf index of the cluster of each point; those are numbered by size, largest first
/// @param middles of the clusters
public record PlaneClusters(List<Integer> clusterOf, List<Point> middles) {

  private static final int ROUNDS = 50;

  public PlaneClusters {
    clusterOf = List.copyOf(clusterOf);
    middles = List.copyOf(middles);
  }

  /// @param most there are fewer when fewer places have a point
  public static PlaneClusters of(List<Point> points, int most) {
    List<Point> middles = starts(points, most);
    int[] nearest = nearest(points, middles);
    for (int round = 0; round < ROUNDS; round++) {
      middles = middles(points, nearest, middles);
      int[] next = nearest(points, middles);
      if (Arrays.equals(next, nearest)) {
        break;
      }
      nearest = next;
    }
    return bySize(nearest, middles);
  }

  private static List<Point> starts(List<Point> points, int most) {
    List<Point> starts = new ArrayList<>();
    if (points.isEmpty()) {
      return starts;
    }
    Point middle = middle(points);
    starts.add(points.get(extreme(points, List.of(middle), -1)));
    while (starts.size() < most) {
      Point next = points.get(extreme(points, starts, 1));
      if (distance(next, starts.get(index(next, starts))) == 0) {
        break;
      }
      starts.add(next);
    }
    return starts;
  }

  /// The point that is nearest to the others given (sign -1), or farthest from all of them (1).
  private static int extreme(List<Point> points, List<Point> others, int sign) {
    int found = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      double value = sign * distance(point, others.get(index(point, others)));
      if (value > best) {
        best = value;
        found = i;
      }
    }
    return found;
  }

  private static int[] nearest(List<Point> points, List<Point> middles) {
    return points.stream().mapToInt(point -> index(point, middles)).toArray();
  }

  private static int index(Point point, List<Point> middles) {
    int found = 0;
    for (int i = 1; i < middles.size(); i++) {
      if (distance(point, middles.get(i)) < distance(point, middles.get(found))) {
        found = i;
      }
    }
    return found;
  }

  /// A cluster without points stays where it was.
  private static List<Point> middles(List<Point> points, int[] nearest, List<Point> before) {
    List<Point> middles = new ArrayList<>();
    for (int cluster = 0; cluster < before.size(); cluster++) {
      List<Point> members = members(points, nearest, cluster);
      middles.add(members.isEmpty() ? before.get(cluster) : middle(members));
    }
    return middles;
  }

  private static List<Point> members(List<Point> points, int[] nearest, int cluster) {
    List<Point> members = new ArrayList<>();
    for (int i = 0; i < nearest.length; i++) {
      if (nearest[i] == cluster) {
        members.add(points.get(i));
      }
    }
    return members;
  }

  private static PlaneClusters bySize(int[] nearest, List<Point> middles) {
    int[] sizes = new int[middles.size()];
    Arrays.stream(nearest).forEach(cluster -> sizes[cluster]++);
    List<Integer> order = new ArrayList<>();
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      if (sizes[cluster] > 0) {
        order.add(cluster);
      }
    }
    order.sort((a, b) -> Integer.compare(sizes[b], sizes[a]));
    return new PlaneClusters(
        Arrays.stream(nearest).map(order::indexOf).boxed().toList(),
        order.stream().map(middles::get).toList());
  }

  private static Point middle(List<Point> points) {
    double x = points.stream().mapToDouble(Point::x).average().orElse(0);
    double y = points.stream().mapToDouble(Point::y).average().orElse(0);
    return new Point(x, y);
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }
}
