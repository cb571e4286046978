package io.evalstream.offline.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Searches at several depths of texts of several lengths, and at each length some in texts without
/// the fact. An answer counts as right when it is exactly what is expected.
public final class NeedleGrid {

  private final List<Integer> lengths;
  private final List<Integer> depths;
  private final List<Needle> needles = new ArrayList<>();
  private final Map<Place, Cell> cells = new HashMap<>();
  private final Unanswered unanswered = new Unanswered();

  /// @param depthPercent null for texts without the fact
  record Place(int tokens, @Nullable Integer depthPercent) {}

  /// What came of the searches at one place.
  ///
  /// @param right the expected answers
  /// @param answered all answers; searches without one are left out
  public record Cell(int right, int answered, int asked) {

    private Cell plus(boolean isRight, boolean isAnswered) {
      return new Cell(right + (isRight ? 1 : 0), answered + (isAnswered ? 1 : 0), asked + 1);
    }

    /// Null without an answer.
    public @Nullable Double share() {
      return answered == 0 ? null : Double.valueOf((double) right / answered);
    }
  }

  /// @param lengths in tokens, from 100
  /// @param depths in per cent, from 0 to 100
  /// @param perCell searches at each place, from 1
  /// @param seed another one draws other texts, cities and numbers
  public NeedleGrid(List<Integer> lengths, List<Integer> depths, int perCell, long seed) {
    this.lengths = List.copyOf(lengths);
    this.depths = List.copyOf(depths);
    for (int tokens : lengths) {
      for (int copy = 0; copy < perCell; copy++) {
        for (int depth : depths) {
          needles.add(new Needle(tokens, depth, copy, seed));
        }
        needles.add(new Needle(tokens, null, copy, seed));
      }
    }
  }

  /// How many searches there are.
  public int size() {
    return needles.size();
  }

  /// Asks the judge for each of them.
  ///
  /// @param step hears of each answer
  public void search(Interview interview, Runnable step) throws Exception {
    interview.hold(
        needles,
        (needle, answer) -> {
          add(needle, answer);
          step.run();
        });
  }

  void add(Needle needle, Interview.Answer answer) {
    Place place = new Place(needle.tokens(), needle.depthPercent());
    Cell before = cells.getOrDefault(place, new Cell(0, 0, 0));
    switch (answer) {
      case Interview.Answer.Given(String text) ->
          cells.put(place, before.plus(text.strip().equals(needle.expected()), true));
      case Interview.Answer.None none -> {
        cells.put(place, before.plus(false, false));
        unanswered.add(none);
      }
    }
  }

  public List<Integer> lengths() {
    return lengths;
  }

  public List<Integer> depths() {
    return depths;
  }

  /// @param depthPercent null for texts without the fact
  public Cell cell(int tokens, @Nullable Integer depthPercent) {
    return cells.getOrDefault(new Place(tokens, depthPercent), new Cell(0, 0, 0));
  }

  /// Those without an answer.
  public Unanswered unanswered() {
    return unanswered;
  }

  /// Whether no search has an answer.
  public boolean saysNothing() {
    return cells.values().stream().allMatch(cell -> cell.answered() == 0);
  }
}
