package io.evalstream.console.page;

import io.evalstream.console.archive.EmbeddedText;
import io.evalstream.stats.PlaneClusters;
import io.evalstream.stats.PrincipalPlane;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Questions and documents on the plane in which their embeddings differ most.
///
/// Embeddings of another length come from another model and cannot be held against these; they are
/// left out and counted.
///
/// @param lengths of embeddings, and how many texts have each
/// @param dimensions the length of those that are shown; 0 when there are none
/// @param spots each text once
/// @param plane where the spots lie
/// @param groups which of them are neighbours
record EmbeddingMap(
    SortedMap<Integer, Integer> lengths,
    int dimensions,
    List<EmbeddingSpot> spots,
    PrincipalPlane plane,
    PlaneClusters groups) {

  private static final int MOST_GROUPS = 6;

  /// Buffers are the same when their numbers are.
  private record Same(String app, @Nullable String documentId, String text, FloatBuffer vector) {}

  /// @param texts newest first
  /// @param wanted length of the embeddings to show; null, or one that none has, for the one that
  ///   most have
  static EmbeddingMap of(List<EmbeddedText> texts, @Nullable Integer wanted) {
    SortedMap<Integer, Integer> lengths = new TreeMap<>();
    texts.forEach(text -> lengths.merge(text.vector().length, 1, Integer::sum));
    int dimensions = shown(lengths, wanted);
    Map<Same, EmbeddingSpot> spots = new LinkedHashMap<>();
    for (EmbeddedText text : texts) {
      if (text.vector().length == dimensions) {
        Same same =
            new Same(text.app(), text.documentId(), text.text(), FloatBuffer.wrap(text.vector()));
        spots.merge(same, EmbeddingSpot.of(text), EmbeddingSpot::plus);
      }
    }
    List<EmbeddingSpot> all = List.copyOf(spots.values());
    PrincipalPlane plane = PrincipalPlane.of(all.stream().map(EmbeddingSpot::vector).toList());
    return new EmbeddingMap(
        lengths, dimensions, all, plane, PlaneClusters.of(plane.points(), MOST_GROUPS));
  }

  /// The length that is shown when one is wanted.
  ///
  /// @param lengths to how many texts have it
  static int shown(SortedMap<Integer, Integer> lengths, @Nullable Integer wanted) {
    return wanted != null && lengths.containsKey(wanted) ? wanted : mostFrequent(lengths);
  }

  private static int mostFrequent(SortedMap<Integer, Integer> lengths) {
    return lengths.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /// Texts whose embeddings are of another length.
  int leftOut() {
    return lengths.values().stream().mapToInt(Integer::intValue).sum()
        - lengths.getOrDefault(dimensions, 0);
  }

  List<EmbeddingSpot> members(int group) {
    return IntStream.range(0, spots.size())
        .filter(i -> groups.clusterOf().get(i) == group)
        .mapToObj(spots::get)
        .toList();
  }

  /// The text that is nearest to the middle of a group.
  EmbeddingSpot typical(int group) {
    PrincipalPlane.Point middle = groups.middles().get(group);
    return IntStream.range(0, spots.size())
        .filter(i -> groups.clusterOf().get(i) == group)
        .boxed()
        .min(
            Comparator.comparingDouble(
                i ->
                    Math.hypot(
                        plane.points().get(i).x() - middle.x(),
                        plane.points().get(i).y() - middle.y())))
        .map(spots::get)
        .orElseThrow();
  }

  /// A spot that is farther from the middle of all than most.
  ///
  /// @param times the mean distance
  record Outlier(EmbeddingSpot spot, double times) {}

  /// The spots that are farthest from the middle of all, in all dimensions.
  List<Outlier> outliers(int most) {
    double mean = plane.distances().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    List<Outlier> outliers = new ArrayList<>();
    for (int i = 0; mean > 0 && i < spots.size(); i++) {
      outliers.add(new Outlier(spots.get(i), plane.distances().get(i) / mean));
    }
    return outliers.stream()
        .sorted(Comparator.comparingDouble(Outlier::times).reversed())
        .limit(most)
        .toList();
  }
}
