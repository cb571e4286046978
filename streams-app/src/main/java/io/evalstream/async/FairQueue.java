package io.evalstream.async;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.NavigableSet;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A queue in which groups take turns, and within a group its flows: round robin of round robins
/// [1], one entry a turn. Within a flow the entries come in their own order.
///
/// [1] Nagle 1987, https://www.rfc-editor.org/rfc/rfc970
///
/// @param <E> what is queued; in one queue at a time once
final class FairQueue<E> {

  private final Function<E, Flow> flowOf;
  private final Comparator<E> order;
  // The first group is the next one, and so is its first flow. Neither is ever empty.
  private final SequencedMap<String, SequencedMap<String, TreeSet<E>>> groups =
      new LinkedHashMap<>();

  /// @param order within a flow, equal for no two entries
  FairQueue(Function<E, Flow> flowOf, Comparator<E> order) {
    this.flowOf = flowOf;
    this.order = order;
  }

  void add(E entry) {
    Flow flow = flowOf.apply(entry);
    groups
        .computeIfAbsent(flow.group(), group -> new LinkedHashMap<>())
        .computeIfAbsent(flow.name(), name -> new TreeSet<>(order))
        .add(entry);
  }

  /// Whose turn it is; null when nobody waits.
  @Nullable E peek() {
    return groups.isEmpty()
        ? null
        : groups.firstEntry().getValue().firstEntry().getValue().getFirst();
  }

  /// Takes the entry whose turn it is; its group and its flow go to the end of the line.
  @Nullable E poll() {
    E next = peek();
    if (next != null) {
      remove(next);
      passTurn(flowOf.apply(next));
    }
    return next;
  }

  private void passTurn(Flow flow) {
    SequencedMap<String, TreeSet<E>> flows = groups.get(flow.group());
    if (flows == null) {
      return;
    }
    groups.putLast(flow.group(), flows);
    TreeSet<E> entries = flows.get(flow.name());
    if (entries != null) {
      flows.putLast(flow.name(), entries);
    }
  }

  /// Takes an entry out of turn; does nothing when it is not there.
  void remove(E entry) {
    Flow flow = flowOf.apply(entry);
    SequencedMap<String, TreeSet<E>> flows = groups.get(flow.group());
    TreeSet<E> entries = flows == null ? null : flows.get(flow.name());
    if (flows == null || entries == null || !entries.remove(entry)) {
      return;
    }
    if (entries.isEmpty()) {
      flows.remove(flow.name());
    }
    if (flows.isEmpty()) {
      groups.remove(flow.group());
    }
  }

  /// The first entry of a flow that is preferred, otherwise the first; null when it has none.
  @Nullable E first(Flow flow, Predicate<E> preferred) {
    SequencedMap<String, TreeSet<E>> flows = groups.get(flow.group());
    NavigableSet<E> entries = flows == null ? null : flows.get(flow.name());
    return entries == null
        ? null
        : entries.stream().filter(preferred).findFirst().orElseGet(entries::getFirst);
  }
}
