package io.evalstream.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One app in the overview.
///
/// @param title of the card: the app, or whose records are counted here together
/// @param id of its element, without characters that an id must not have
/// @param diagnoses null when no trace was judged
/// @param checked whether a line adds up by numbers that were counted each
/// @param moving whether a line of the funnel does not add up at the moment
record AppCard(
    String app,
    String title,
    String id,
    @Nullable String traces,
    List<EvaluatorRow> rows,
    @Nullable DiagnosisBar diagnoses,
    List<FunnelLine> funnel,
    boolean checked,
    boolean moving) {

  /// Counts of apps that the configuration does not name.
  private static final String UNKNOWN = "__unknown__";

  AppCard {
    rows = List.copyOf(rows);
    funnel = List.copyOf(funnel);
  }

  /// Its counts come a little later than its labels.
  boolean hasFunnel() {
    return !funnel.isEmpty();
  }

  static AppCard of(
      String app,
      int number,
      List<EvaluatorRow> rows,
      @Nullable DiagnosisBar diagnoses,
      List<FunnelLine> funnel) {
    return new AppCard(
        app,
        app.equals(UNKNOWN) ? "Apps that are not configured" : app,
        "app-" + number,
        app.equals(UNKNOWN) ? null : PageAddress.of("/traces", "app", app),
        rows,
        diagnoses,
        funnel,
        funnel.stream().anyMatch(FunnelLine::checked),
        funnel.stream().anyMatch(FunnelLine::moving));
  }

  boolean judged() {
    return !rows.isEmpty();
  }
}
