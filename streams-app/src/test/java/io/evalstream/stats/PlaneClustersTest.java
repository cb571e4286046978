package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.stats.PrincipalPlane.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaneClustersTest {

  /// Three, two and one, each far from the others; the middles are the means.
  private static final List<Point> POINTS =
      List.of(
          new Point(10, 0),
          new Point(0, 0),
          new Point(0, 3),
          new Point(10, 2),
          new Point(0, 6),
          new Point(0, 40));

  @Test
  void neighbours_areTogether_largestGroupFirst() {
    PlaneClusters clusters = PlaneClusters.of(POINTS, 3);

    assertThat(clusters.clusterOf()).containsExactly(1, 0, 0, 1, 0, 2);
    assertThat(clusters.middles())
        .containsExactly(new Point(0, 3), new Point(10, 1), new Point(0, 40));
  }

  @Test
  void one_isTheWholePlane() {
    assertThat(PlaneClusters.of(POINTS, 1).clusterOf()).containsOnly(0);
  }

  @Test
  void noMoreThanThereArePlaces() {
    Point point = new Point(1, 1);

    assertThat(PlaneClusters.of(List.of(point, point, point), 6).middles()).containsExactly(point);
    assertThat(PlaneClusters.of(POINTS, 9).middles()).hasSize(6);
    assertThat(PlaneClusters.of(List.of(), 6)).isEqualTo(new PlaneClusters(List.of(), List.of()));
  }
}
