package io.evalstream.agreement;

import io.evalstream.state.Agreement;
import io.evalstream.state.AgreementCell;
import io.evalstream.state.LabelPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How pairs add up to an agreement, and go out of it again.
final class Cells {

  private Cells() {}

  static Agreement empty(Instant now) {
    return new Agreement(List.of(), now);
  }

  /// @return without cells when the last pair was taken back; what is taken back was not compared
  ///   now, so the time stays
  static Agreement plus(Agreement agreement, LabelPair pair, Instant now) {
    List<AgreementCell> cells = new ArrayList<>();
    AgreementCell own = emptyFor(pair);
    for (AgreementCell cell : agreement.getCells()) {
      if (isOf(cell, pair)) {
        own = cell;
      } else {
        cells.add(cell);
      }
    }
    AgreementCell after = plus(own, pair);
    if (after.getN() != 0) {
      cells.add(after);
    }
    return new Agreement(cells, pair.getCount() < 0 ? agreement.getUpdatedAt() : now);
  }

  private static AgreementCell emptyFor(LabelPair pair) {
    return new AgreementCell(
        pair.getHumanLabel(),
        pair.getHumanFailing(),
        pair.getJudgeLabel(),
        pair.getJudgeFailing(),
        0L,
        0L,
        0.0,
        0.0);
  }

  private static boolean isOf(AgreementCell cell, LabelPair pair) {
    return cell.getHumanLabel().equals(pair.getHumanLabel())
        && cell.getHumanFailing() == pair.getHumanFailing()
        && cell.getJudgeLabel().equals(pair.getJudgeLabel())
        && cell.getJudgeFailing() == pair.getJudgeFailing();
  }

  private static AgreementCell plus(AgreementCell cell, LabelPair pair) {
    AgreementCell.Builder next = AgreementCell.newBuilder(cell).setN(cell.getN() + pair.getCount());
    Double weight = pair.getWeight();
    if (weight != null) {
      long weighted = cell.getWeighted() + pair.getCount();
      next.setWeighted(weighted)
          .setSumW(sum(cell.getSumW(), pair.getCount() * weight, weighted))
          .setSumW2(sum(cell.getSumW2(), pair.getCount() * weight * weight, weighted));
    }
    return next.build();
  }

  /// No weight is less than 1. What rounding does to a sum that terms are taken out of must not go
  /// beyond that.
  private static double sum(double before, double more, long terms) {
    return terms == 0 ? 0 : Math.max(before + more, (double) terms);
  }
}
