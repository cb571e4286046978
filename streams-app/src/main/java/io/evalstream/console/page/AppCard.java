package io.evalstream.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One app in the overview.
///
/// @param id of its element, without characters that an id must not have
/// @param diagnoses null when no trace was judged
/// @param moving whether a line of the funnel does not add up at the moment
record AppCard(
    String app,
    String id,
    String traces,
    List<EvaluatorRow> rows,
    @Nullable DiagnosisBar diagnoses,
    List<FunnelLine> funnel,
    boolean moving) {

  AppCard {
    rows = List.copyOf(rows);
    funnel = List.copyOf(funnel);
  }

  /// Its counts come a little later than its labels.
  boolean hasFunnel() {
    return !funnel.isEmpty();
  }

  boolean hasRows() {
    return !rows.isEmpty();
  }

  static AppCard of(
      String app,
      int number,
      List<EvaluatorRow> rows,
      @Nullable DiagnosisBar diagnoses,
      List<FunnelLine> funnel) {
    return new AppCard(
        app,
        "app-" + number,
        PageAddress.of("/traces", "app", app),
        rows,
        diagnoses,
        funnel,
        funnel.stream().anyMatch(FunnelLine::moving));
  }
}
