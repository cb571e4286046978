package io.evalstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.stats.PrincipalPlane;
import io.evalstream.stats.PrincipalPlane.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashedWordsTest {

  @Test
  void text_isAUnitVectorOfItsLongWords() {
    List<Float> vector = HashedWords.of("Where does TarnDB look for its configuration?");

    assertThat(vector).hasSize(HashedWords.DIMENSIONS);
    assertThat(dot(vector, vector)).isEqualTo(1, within(1e-6));
    assertThat(HashedWords.of("the configuration: tarndb, WHERE?")).isEqualTo(vector);
    assertThat(HashedWords.of("Is it so?")).isEmpty();
  }

  @Test
  void textsThatShareWords_areCloser() {
    List<Float> ports = HashedWords.of("Which ports must the firewall open?");
    List<Float> firewall = HashedWords.of("The firewall has to open these ports.");
    List<Float> backup = HashedWords.of("A backup is written every night.");

    assertThat(dot(ports, firewall)).isGreaterThan(0.5).isGreaterThan(dot(ports, backup));
  }

  /// What the page of embeddings shows of the incident: the middles of what is misled and of the
  /// rest are farther apart than either is wide.
  @Test
  void incident_isAClusterOfItsOwn() {
    DemoApp app = DemoApp.load("docs-bot");
    SplittableRandom random = new SplittableRandom(1);
    List<DemoApp.Turn> turns =
        IntStream.range(0, 300)
            .mapToObj(i -> app.turn("t-" + i, i >= 150, random, Instant.EPOCH))
            .toList();
    List<float[]> vectors = new ArrayList<>();
    List<Boolean> misled = new ArrayList<>();
    for (DemoApp.Turn turn : turns) {
      boolean stray = turn.span().getQuery().contains(" pergola ");
      vectors.add(floats(turn.event().getQueryEmbedding()));
      misled.add(stray);
      turn.span()
          .getDocuments()
          .forEach(
              document -> {
                vectors.add(floats(document.getEmbedding()));
                misled.add(stray);
              });
    }

    PrincipalPlane plane = PrincipalPlane.of(vectors);

    Cloud incident = Cloud.of(plane, misled, true);
    Cloud rest = Cloud.of(plane, misled, false);
    double apart = Math.hypot(incident.x - rest.x, incident.y - rest.y);
    assertThat(apart).isGreaterThan(1.5 * incident.width).isGreaterThan(1.5 * rest.width);
  }

  /// @param width mean distance from its middle
  private record Cloud(double x, double y, double width) {

    static Cloud of(PrincipalPlane plane, List<Boolean> misled, boolean wanted) {
      List<Point> points =
          IntStream.range(0, misled.size())
              .filter(i -> misled.get(i) == wanted)
              .mapToObj(plane.points()::get)
              .toList();
      double x = points.stream().mapToDouble(Point::x).average().orElseThrow();
      double y = points.stream().mapToDouble(Point::y).average().orElseThrow();
      double width =
          points.stream()
              .mapToDouble(point -> Math.hypot(point.x() - x, point.y() - y))
              .average()
              .orElseThrow();
      return new Cloud(x, y, width);
    }
  }

  private static double dot(List<Float> a, List<Float> b) {
    return IntStream.range(0, a.size()).mapToDouble(i -> (double) a.get(i) * b.get(i)).sum();
  }

  private static float[] floats(List<Float> vector) {
    float[] floats = new float[vector.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = vector.get(i);
    }
    return floats;
  }
}
