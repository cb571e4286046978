package io.evalstream.bench.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How long the partitions of a monitor that was lost stood still.
///
/// They are those whose last committed evaluation before the loss was made by the lost life. The
/// time of each is that from the loss to the moment at which a judgement of the partition ended by
/// the call of another life; readers see it with the next commit, up to a second later. What moves
/// after the next loss says nothing of this one.
///
/// @param times of the partitions that moved, the shortest first
/// @param others partitions that did not move before the next loss
public record Takeover(Loss loss, List<Duration> times, int others) {

  public Takeover {
    times = times.stream().sorted().toList();
  }

  /// The takeovers of all losses.
  ///
  /// @param losses in the order of time
  public static List<Takeover> of(List<Loss> losses, List<Ended> evaluations) {
    Collection<List<Ended>> partitions = partitions(evaluations);
    List<Takeover> takeovers = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      Instant until = i + 1 < losses.size() ? losses.get(i + 1).at() : Instant.MAX;
      takeovers.add(of(losses.get(i), until, partitions));
    }
    return takeovers;
  }

  private static Takeover of(Loss loss, Instant until, Collection<List<Ended>> partitions) {
    List<Duration> times = new ArrayList<>();
    int others = 0;
    for (List<Ended> partition : partitions) {
      if (!loss.life().equals(owner(partition, loss.at()))) {
        continue;
      }
      Optional<Ended> next = next(partition, loss, until);
      if (next.isPresent()) {
        times.add(Duration.between(loss.at(), next.get().evaluatedAt()));
      } else {
        others++;
      }
    }
    return new Takeover(loss, times, others);
  }

  /// The evaluations whose maker is known, by partition and in the order of time.
  private static Collection<List<Ended>> partitions(List<Ended> evaluations) {
    Map<Integer, List<Ended>> partitions = new TreeMap<>();
    evaluations.stream()
        .filter(ended -> ended.life() != null)
        .sorted(Comparator.comparing(Ended::evaluatedAt))
        .forEach(
            ended ->
                partitions.computeIfAbsent(ended.partition(), key -> new ArrayList<>()).add(ended));
    return partitions.values();
  }

  private static String owner(List<Ended> partition, Instant at) {
    return partition.stream()
        .filter(ended -> ended.evaluatedAt().isBefore(at))
        .reduce((earlier, later) -> later)
        .map(Ended::life)
        .orElse("");
  }

  private static Optional<Ended> next(List<Ended> partition, Loss loss, Instant until) {
    return partition.stream()
        .filter(ended -> !ended.evaluatedAt().isBefore(loss.at()))
        .filter(ended -> ended.evaluatedAt().isBefore(until))
        .filter(ended -> !loss.life().equals(ended.life()))
        .findFirst();
  }
}
