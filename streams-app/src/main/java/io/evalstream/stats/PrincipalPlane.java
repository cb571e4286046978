package io.evalstream.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Points of many dimensions on the plane in which they differ most.
///
/// *When to use:* to look at embeddings. What lies far apart here is far apart; what lies close
/// together need not be close, and less so the less of the variance the plane shows.
///
/// *How it works:* the plane is that of the first two principal components. They are found by
/// iterating with a few directions at once, which are kept at right angles, and by turning these to
/// the axes of their own spread at the end [1]. The second one is as good as the first when both
/// explain about the same, where plain power iteration would wander.
///
/// *Guarantees:* the start is fixed, so the same points give the same picture. An axis points to
/// where the largest coordinate of its direction is positive. The work is bounded: so many passes
/// over the points, whatever they are.
///
/// [1] N. Halko, P. G. Martinsson, J. A. Tropp, Finding structure with randomness, SIAM Review 53
/// (2011), 217-288, algorithm 4.4, <https://arxiv.org/abs/0909.4061>
///
/// @param points in the order of the vectors, around the middle of all
/// @param distances of the vectors from the middle, in all dimensions
/// @param xShare share of the variance along x; 0 when all points are the same
/// @param yShare share of the variance along y, at most that along x
public record PrincipalPlane(
    List<Point> points, List<Double> distances, double xShare, double yShare) {

  private static final int PASSES = 24;
  private static final double STEADY = 1e-5;
  // Below this share the rest of a subtraction is rounding.
  private static final double ROUNDING = 1e-12;

  /// A vector on the plane.
  public record Point(double x, double y) {}

  public PrincipalPlane {
    points = List.copyOf(points);
    distances = List.copyOf(distances);
  }

  /// The share of the variance that the plane shows.
  public double share() {
    return xShare + yShare;
  }

  /// @param vectors of one length, of finite numbers
  public static PrincipalPlane of(List<float[]> vectors) {
    CentredPoints points = CentredPoints.of(vectors);
    if (points.variance() <= ROUNDING * points.squares()) {
      return new PrincipalPlane(
          Collections.nCopies(vectors.size(), new Point(0, 0)),
          Collections.nCopies(vectors.size(), 0.0),
          0,
          0);
    }
    Directions directions = Directions.start(points.size(), points.dimensions());
    double before = -1;
    for (int pass = 0; pass < PASSES; pass++) {
      directions = points.spread(directions).orthonormal();
      double now = directions.strength();
      if (Math.abs(now - before) <= STEADY * now) {
        break;
      }
      before = now;
    }
    return of(points, directions);
  }

  private static PrincipalPlane of(CentredPoints points, Directions directions) {
    Axes axes = Axes.of(points.products(directions));
    double[] x = pointed(directions.mix(axes.vector(0)));
    double[] y = axes.size() > 1 ? pointed(directions.mix(axes.vector(1))) : new double[x.length];
    List<Point> plane = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      plane.add(new Point(points.along(i, x), points.along(i, y)));
      distances.add(points.distance(i));
    }
    double second = axes.size() > 1 ? axes.value(1) : 0;
    return new PrincipalPlane(
        plane,
        distances,
        share(axes.value(0), points.variance()),
        share(second, points.variance()));
  }

  private static double share(double value, double variance) {
    return Math.clamp(value / variance, 0, 1);
  }

  private static double[] pointed(double[] direction) {
    double largest = 0;
    for (double coordinate : direction) {
      largest = Math.abs(coordinate) > Math.abs(largest) ? coordinate : largest;
    }
    return largest < 0 ? Vector.sum(new double[direction.length], direction, -1) : direction;
  }
}
