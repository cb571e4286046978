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
    boolean human = cell.getHumanFailing();
    boolean judge = cell.getJudgeFailing();
    long unknown = cell.getN() - cell.getWeighted();
    return new LiveLabels(
        random.plus(HumanChecked.of(human, judge, cell.getSumW(), cell.getSumW2())),
        randomCounts.plus(Checked.of(human, judge, cell.getWeighted())),
        flagged.plus(Checked.of(human, judge, unknown)));
  }
}
