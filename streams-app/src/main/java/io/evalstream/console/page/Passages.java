package io.evalstream.console.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A text in pieces, some of which are marked. The pieces together are the text.
///
/// @param pieces in their order, none empty
/// @param grounds why pieces are marked, in the order of the first one that is
record Passages(List<Piece> pieces, List<Ground> grounds) {

  /// @param mark null when the piece is not marked
  record Piece(String text, @Nullable Mark mark) {}

  /// @param number of the ground
  /// @param first whether no piece before it is marked for the same
  record Mark(int number, boolean first) {}

  /// Why pieces are marked.
  ///
  /// @param number from 1
  /// @param reasons none twice
  /// @param passages how many pieces are marked for it
  record Ground(int number, List<String> reasons, int passages) {

    Ground {
      reasons = List.copyOf(reasons);
    }
  }

  /// A passage from `start` up to `end` that is to be marked.
  record Found(int start, int end, String reason) {}

  Passages {
    pieces = List.copyOf(pieces);
    grounds = List.copyOf(grounds);
  }

  /// Passages that overlap become one, with the reasons of each.
  static Passages of(String text, List<Found> found) {
    Map<List<String>, Ground> grounds = new LinkedHashMap<>();
    List<Piece> pieces = new ArrayList<>();
    int told = 0;
    for (List<Found> together : together(found)) {
      int start = together.getFirst().start();
      int end = together.stream().mapToInt(Found::end).max().orElse(start);
      List<String> reasons = together.stream().map(Found::reason).distinct().sorted().toList();
      Ground ground =
          grounds.merge(
              reasons,
              new Ground(grounds.size() + 1, reasons, 1),
              (known, _) -> new Ground(known.number(), reasons, known.passages() + 1));
      add(pieces, text.substring(told, start), null);
      add(pieces, text.substring(start, end), new Mark(ground.number(), ground.passages() == 1));
      told = end;
    }
    add(pieces, text.substring(told), null);
    return new Passages(pieces, List.copyOf(grounds.values()));
  }

  /// Those that overlap, in the order of the text.
  private static List<List<Found>> together(List<Found> found) {
    List<List<Found>> all = new ArrayList<>();
    int end = 0;
    for (Found next : found.stream().sorted(Comparator.comparingInt(Found::start)).toList()) {
      if (all.isEmpty() || next.start() >= end) {
        all.add(new ArrayList<>());
      }
      all.getLast().add(next);
      end = Math.max(end, next.end());
    }
    return all;
  }

  private static void add(List<Piece> pieces, String text, @Nullable Mark mark) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, mark));
    }
  }
}
