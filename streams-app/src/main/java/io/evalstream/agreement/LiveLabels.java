package io.evalstream.agreement;

import io.evalstream.state.Agreement;
import io.evalstream.state.AgreementCell;
import io.evalstream.stats.DoubleSampling.Checked;
import io.evalstream.stats.HumanChecked;

/// What reviewers found of the labels of a judge, in the two forms in which rates are corrected.
///
/// @param random of answers that were chosen for review with a known probability
/// @param randomCounts the same without weights
/// @param flagged of answers that were chosen in a way that is not known
record LiveLabels(HumanChecked random, Checked randomCounts, Checked flagged) {

  static final LiveLabels NONE = new LiveLabels(HumanChecked.EMPTY, Checked.EMPTY, Checked.EMPTY);

  static LiveLabels of(Agreement agreement) {
    LiveLabels labels = NONE;
    for (AgreementCell cell : agreement.getCells()) {
      labels = labels.plus(cell);
    }
    return labels;
  }

  private LiveLabels plus(AgreementCell cell) {
    long unknown = cell.getN() - cell.getWeighted();
    return new LiveLabels(
        cell.getWeighted() == 0 ? random : random.plus(weighted(cell)),
        randomCounts.plus(counts(cell, cell.getWeighted())),
        flagged.plus(counts(cell, unknown)));
  }

  private static HumanChecked weighted(AgreementCell cell) {
    double w = cell.getSumW();
    double q = cell.getSumW2();
    if (cell.getHumanFailing()) {
      return cell.getJudgeFailing()
          ? new HumanChecked(w, q, 0, 0, 0, 0, 0, 0)
          : new HumanChecked(0, 0, w, q, 0, 0, 0, 0);
    }
    return cell.getJudgeFailing()
        ? new HumanChecked(0, 0, 0, 0, w, q, 0, 0)
        : new HumanChecked(0, 0, 0, 0, 0, 0, w, q);
  }

  private static Checked counts(AgreementCell cell, long n) {
    long failing = cell.getHumanFailing() ? n : 0;
    return cell.getJudgeFailing() ? new Checked(failing, n, 0, 0) : new Checked(0, 0, failing, n);
  }
}
