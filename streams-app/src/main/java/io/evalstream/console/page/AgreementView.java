package io.evalstream.console.page;

import io.evalstream.agreement.Standing;
import io.evalstream.stats.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a judge agrees with people, on one evaluator of an app.
///
/// @param people who labelled
/// @param classes of the matrix
/// @param matrix a row for each class that people gave
record AgreementView(
    String app,
    String evaluator,
    String people,
    String labels,
    String kappa,
    String sensitivity,
    String specificity,
    List<String> classes,
    List<Row> matrix,
    Numbers.Moment updated) {

  record Row(String label, List<Cell> cells) {}

  /// @param agreed whether it is on the diagonal
  record Cell(String count, boolean agreed) {}

  static AgreementView of(Standing standing, Instant now) {
    List<String> classes = standing.matrix().classes();
    return new AgreementView(
        standing.subject().app(),
        standing.subject().evaluator(),
        people(standing.subject().annotators()),
        Numbers.count(standing.labels()),
        measure(standing.kappa()),
        share(standing.sensitivity()),
        share(standing.specificity()),
        classes,
        rows(classes, standing.matrix().counts()),
        Numbers.ago(standing.updatedAt(), now));
  }

  private static String people(String annotators) {
    return switch (annotators) {
      case "human" -> "reviewers";
      case "user" -> "users";
      default -> annotators;
    };
  }

  private static List<Row> rows(List<String> classes, List<List<Long>> counts) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      List<Cell> cells = new ArrayList<>();
      for (int j = 0; j < classes.size(); j++) {
        cells.add(new Cell(Numbers.count(counts.get(i).get(j)), i == j));
      }
      rows.add(new Row(classes.get(i), cells));
    }
    return rows;
  }

  private static String measure(@Nullable Estimate kappa) {
    if (kappa == null) {
      return "not defined yet";
    }
    return kappa.hasInterval()
        ? "%s (95 %%: %s to %s)"
            .formatted(
                Numbers.measure(kappa.value()),
                Numbers.measure(kappa.low()),
                Numbers.measure(kappa.high()))
        : Numbers.measure(kappa.value());
  }

  private static String share(@Nullable Estimate share) {
    return share == null ? Numbers.NONE : Numbers.percent(share.value(), share.low(), share.high());
  }
}
