package io.evalstream.offline;

import io.evalstream.stats.Bootstrap;
import io.evalstream.stats.Confusion;
import io.evalstream.stats.Estimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How much better a judge does than another on the same judgements, those that both gave a label
/// to.
///
/// @param accuracy difference of the shares that are right
/// @param kappa difference of the kappas; null where one is not defined
public record PairedDifference(
    String evaluator,
    String judge,
    String other,
    long n,
    Estimate accuracy,
    @Nullable Estimate kappa) {

  /// Fixed, so that the same file gives the same interval.
  private static final long SEED = 20_251_130;

  /// Two judges on one judgement.
  private record Pair(LabelPairs.Case judge, LabelPairs.Case other) {}

  /// Empty when there is no judgement with both labels.
  static Optional<PairedDifference> of(
      String judge, LabelPairs pairs, String other, LabelPairs others) {
    Map<String, LabelPairs.Case> byId =
        others.cases().stream()
            .filter(one -> one.judged() != null)
            .collect(Collectors.toMap(LabelPairs.Case::id, Function.identity(), (a, b) -> a));
    Map<String, List<Pair>> byGroup = new TreeMap<>();
    for (LabelPairs.Case one : pairs.cases()) {
      LabelPairs.Case same = byId.get(one.id());
      if (one.judged() != null && same != null) {
        byGroup.computeIfAbsent(one.group(), name -> new ArrayList<>()).add(new Pair(one, same));
      }
    }
    if (byGroup.isEmpty()) {
      return Optional.empty();
    }
    Collection<List<Pair>> groups = byGroup.values();
    Estimate accuracy =
        Bootstrap.interval(groups, chosen -> difference(chosen, Confusion::accuracy), SEED);
    return accuracy == null
        ? Optional.empty()
        : Optional.of(
            new PairedDifference(
                pairs.evaluator().id(),
                judge,
                other,
                groups.stream().mapToLong(List::size).sum(),
                accuracy,
                Bootstrap.interval(groups, chosen -> difference(chosen, Confusion::kappa), SEED)));
  }

  private interface Reading {
    @Nullable Estimate of(Confusion confusion);
  }

  private static @Nullable Double difference(List<Pair> chosen, Reading reading) {
    Estimate judge = reading.of(LabelPairs.confusion(chosen.stream().map(Pair::judge).toList()));
    Estimate other = reading.of(LabelPairs.confusion(chosen.stream().map(Pair::other).toList()));
    return judge == null || other == null ? null : judge.value() - other.value();
  }
}
