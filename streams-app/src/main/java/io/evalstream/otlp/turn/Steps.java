package io.evalstream.otlp.turn;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.StepKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The spans of a trace as a tree, without those of evaluators and of this monitor and all that
/// lies in them.
///
/// *How it works:* a span whose parent is not there is at the top, and so is one of each ring of
/// parents. Nothing here is recursive: a trace can be as deep as it has spans.
///
/// @param all outermost first, and of the same depth in the order of their start
record Steps(List<Step> all) {

  Steps {
    all = List.copyOf(all);
  }

  /// @param spans in any order, some of them perhaps more than once
  static Steps of(List<Span> spans) {
    Map<String, Span> byId = new LinkedHashMap<>();
    spans.stream()
        .sorted(comparing(Span::start).thenComparing(Span::spanId))
        .forEach(span -> byId.putIfAbsent(span.spanId(), span));
    Planting planting = new Planting(byId);
    byId.values().stream()
        .filter(span -> span.parentId() == null || !byId.containsKey(span.parentId()))
        .forEach(planting::top);
    planting.grow();
    for (Span ring : byId.values()) {
      planting.top(ring);
      planting.grow();
    }
    return new Steps(planting.steps);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<Step> of(StepKind... kinds) {
    return all.stream().filter(step -> step.is(kinds)).toList();
  }

  /// Those that are meant and lie in no other that is.
  List<Step> outermost(Predicate<Step> meant) {
    boolean[] covered = new boolean[all.size()];
    List<Step> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Step step = all.get(i);
      boolean isCovered = step.parent() >= 0 && covered[step.parent()];
      boolean isMeant = meant.test(step);
      if (isMeant && !isCovered) {
        found.add(step);
      }
      covered[i] = isCovered || isMeant;
    }
    return found;
  }

  /// Those that are meant and have no other in them that is.
  List<Step> innermost(Predicate<Step> meant) {
    boolean[] covers = new boolean[all.size()];
    List<Step> found = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Step step = all.get(i);
      boolean isMeant = meant.test(step);
      if (isMeant && !covers[i]) {
        found.add(step);
      }
      if (step.parent() >= 0 && (covers[i] || isMeant)) {
        covers[step.parent()] = true;
      }
    }
    return found.reversed();
  }

  /// The outermost span that one lies in.
  Step top(Step step) {
    Step top = step;
    while (top.parent() >= 0) {
      top = all.get(top.parent());
    }
    return top;
  }

  /// A tree while it is made.
  private static final class Planting {

    private static final int NOWHERE = -1;

    private record Shoot(Span span, int parent, Set<StepKind> above, boolean isOwn) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, List<Span>> children = new HashMap<>();
    private final Set<String> planted = new HashSet<>();
    private final Deque<Shoot> next = new ArrayDeque<>();

    Planting(Map<String, Span> byId) {
      for (Span span : byId.values()) {
        if (span.parentId() != null) {
          children.computeIfAbsent(span.parentId(), id -> new ArrayList<>()).add(span);
        }
      }
    }

    void top(Span span) {
      plant(span, NOWHERE, Set.of(), false);
    }

    private void plant(Span span, int parent, Set<StepKind> above, boolean isOwn) {
      if (planted.add(span.spanId())) {
        next.add(new Shoot(span, parent, above, isOwn));
      }
    }

    void grow() {
      for (Shoot shoot = next.poll(); shoot != null; shoot = next.poll()) {
        grow(shoot);
      }
    }

    private void grow(Shoot shoot) {
      StepKind kind = StepKind.of(shoot.span);
      boolean isOwn = shoot.isOwn || kind == StepKind.EVALUATOR || isByThisMonitor(shoot.span);
      if (!isOwn) {
        steps.add(new Step(shoot.span, kind, shoot.parent, shoot.above));
      }
      EnumSet<StepKind> above = EnumSet.of(kind);
      above.addAll(shoot.above);
      int parent = isOwn ? NOWHERE : steps.size() - 1;
      for (Span child : children.getOrDefault(shoot.span.spanId(), List.of())) {
        plant(child, parent, above, isOwn);
      }
    }

    private static boolean isByThisMonitor(Span span) {
      JsonNode service = span.resource().get("service.name");
      return service != null && service.asText().equals(TurnReader.OWN_SERVICE);
    }
  }
}
