package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.stats.PrincipalPlane.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PrincipalPlaneTest {

  private static final Offset<Double> NEAR = within(1e-5);

  /// Around (5, 5, 5): four points at 3 along (0.6, 0.8, 0) to either side, and 1 along (0, 0, 1).
  /// Sums of squares: 4 * 9 = 36 along the first, 4 * 1 = 4 along the second, none along the third.
  @Test
  void pointsOnAPlane_areFoundThere() {
    List<float[]> points =
        List.of(
            at(3, 1), //
            at(-3, 1),
            at(3, -1),
            at(-3, -1));

    PrincipalPlane plane = PrincipalPlane.of(points);

    assertThat(plane.xShare()).isEqualTo(0.9, NEAR);
    assertThat(plane.yShare()).isEqualTo(0.1, NEAR);
    assertPoints(plane, new Point(3, 1), new Point(-3, 1), new Point(3, -1), new Point(-3, -1));
  }

  private static float[] at(double first, double second) {
    return new float[] {(float) (5 + 0.6 * first), (float) (5 + 0.8 * first), (float) (5 + second)};
  }

  /// 16 along the first coordinate, 4 along the second, 1 along the third: two points each at
  /// distance √8, √2 and √0.5.
  @Test
  void shares_areThoseOfTheWholeVariance() {
    List<float[]> points = new ArrayList<>();
    double[] distances = {Math.sqrt(8), Math.sqrt(2), Math.sqrt(0.5)};
    for (int d = 0; d < 3; d++) {
      for (int side = -1; side <= 1; side += 2) {
        float[] point = new float[3];
        point[d] = (float) (side * distances[d]);
        points.add(point);
      }
    }

    PrincipalPlane plane = PrincipalPlane.of(points);

    assertThat(plane.xShare()).isEqualTo(16.0 / 21, NEAR);
    assertThat(plane.yShare()).isEqualTo(4.0 / 21, NEAR);
    assertThat(plane.share()).isEqualTo(20.0 / 21, NEAR);
    assertThat(plane.distances().getLast()).isEqualTo(Math.sqrt(0.5), NEAR);
  }

  @Test
  void axes_pointToTheirLargestCoordinate() {
    // Along (-2, 1): the largest coordinate is negative, so the axis is (2, -1) / √5.
    PrincipalPlane plane =
        PrincipalPlane.of(List.of(new float[] {-2, 1}, new float[] {0, 0}, new float[] {2, -1}));

    double far = Math.sqrt(5);
    assertPoints(plane, new Point(-far, 0), new Point(0, 0), new Point(far, 0));
    assertThat(plane.xShare()).isEqualTo(1, NEAR);
    assertThat(plane.yShare()).isEqualTo(0, NEAR);
  }

  @Test
  void numbersOfOneDimension_lieOnALine() {
    PrincipalPlane plane = PrincipalPlane.of(List.of(new float[] {1}, new float[] {4}));

    assertPoints(plane, new Point(-1.5, 0), new Point(1.5, 0));
    assertThat(plane.share()).isEqualTo(1, NEAR);
  }

  @Test
  void nothing_oneAndAllEqual_areInTheMiddle() {
    float[] point = {0.1f, 0.2f, 0.3f};

    assertThat(PrincipalPlane.of(List.of()))
        .isEqualTo(new PrincipalPlane(List.of(), List.of(), 0, 0));
    for (int n : new int[] {1, 7}) {
      assertThat(PrincipalPlane.of(Collections.nCopies(n, point)))
          .isEqualTo(
              new PrincipalPlane(
                  Collections.nCopies(n, new Point(0, 0)), Collections.nCopies(n, 0.0), 0, 0));
    }
    assertThat(PrincipalPlane.of(List.of(new float[0], new float[0])).share()).isZero();
  }

  @Test
  void otherLengths_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalPlane.of(List.of(new float[2], new float[3])))
        .withMessage("vectors must be of one length, was 3 after 2");
  }

  /// Two clouds in 1536 dimensions, whose middles are 2 apart, with noise of 0.02 in each: the
  /// variance is 1 * n between them and 1536 * 0.0004 * n = 0.61 * n within.
  @Test
  void twoCloudsInManyDimensions_areFarApart() {
    Random random = new Random(7);
    List<float[]> points =
        IntStream.range(0, 2_000).mapToObj(i -> noisy(random, i % 2 * 2)).toList();

    PrincipalPlane plane = PrincipalPlane.of(points);

    assertThat(plane.xShare()).isEqualTo(1 / 1.6144, within(0.01));
    assertThat(plane.yShare()).isLessThan(0.01);
    for (int i = 0; i < points.size(); i++) {
      assertThat(plane.points().get(i).x()).isEqualTo(i % 2 * 2 - 1, within(0.15));
    }
    assertThat(PrincipalPlane.of(points)).isEqualTo(plane);
  }

  private static float[] noisy(Random random, double first) {
    float[] point = new float[1_536];
    for (int d = 0; d < point.length; d++) {
      point[d] = (float) (random.nextGaussian() * 0.02);
    }
    point[0] += (float) first;
    return point;
  }

  /// Both axes explain the same; any two directions of the plane will do, but not those outside it.
  @Test
  void roundCloud_keepsItsDistances() {
    List<float[]> points = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double angle = Math.PI * i / 6;
      points.add(new float[] {(float) Math.cos(angle), 0, (float) Math.sin(angle), 0});
    }

    PrincipalPlane plane = PrincipalPlane.of(points);

    assertThat(plane.xShare()).isEqualTo(0.5, NEAR);
    assertThat(plane.yShare()).isEqualTo(0.5, NEAR);
    assertThat(plane.points())
        .allSatisfy(point -> assertThat(Math.hypot(point.x(), point.y())).isEqualTo(1, NEAR));
  }

  private static void assertPoints(PrincipalPlane plane, Point... expected) {
    assertThat(plane.points()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(plane.points().get(i).x()).isEqualTo(expected[i].x(), NEAR);
      assertThat(plane.points().get(i).y()).isEqualTo(expected[i].y(), NEAR);
    }
  }
}
