package io.evalstream.notify;

import io.evalstream.event.Alert;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What there is to say about a transition of an alert, in plain sentences.
///
/// Names traces, never the texts of one.
record AlertText(Alert alert) {

  private static final int EXAMPLES = 5;
  private static final int TRACE_ID_SHOWN = 64;

  /// `[FIRING] faithfulness-high · docs-bot`
  String title() {
    String state = alert.getState().toUpperCase(Locale.ROOT);
    String about = isAboutRate() ? alert.getApp() : alert.getValue();
    return "[%s] %s · %s".formatted(state, alert.getRule(), about);
  }

  private boolean isAboutRate() {
    return alert.getSubject().equals("rate");
  }

  /// What and how bad, in one line.
  String headline() {
    return isAboutRate() ? measure() : alert.getSummary();
  }

  /// How bad, in numbers; empty when the alert is not about a rate.
  String measure() {
    if (!isAboutRate()) {
      return "";
    }
    Double threshold = alert.getThreshold();
    String limit =
        "a limit of " + (threshold == null ? "?" : Wording.roundPercent(threshold)) + " %";
    Double rate = alert.getRate();
    if (rate == null || !Double.isFinite(rate)) {
      return "nothing was judged, against " + limit;
    }
    return "%s %% failing (%s%s) against %s"
        .formatted(Wording.percent(rate), judged(rate), interval(), limit);
  }

  /// With weights the share of failing labels is not that of the rate: then no count is given.
  private String judged(double rate) {
    long judged = alert.getJudged();
    boolean unweighted = Math.abs(alert.getEffectiveN() - judged) < 1e-6 * Math.max(1, judged);
    return unweighted
        ? Math.round(rate * judged) + " of " + judged + " judged"
        : judged + " judged";
  }

  private String interval() {
    return Double.isFinite(alert.getLow()) && Double.isFinite(alert.getHigh())
        ? ", 95 %% interval %s to %s %%"
            .formatted(Wording.percent(alert.getLow()), Wording.percent(alert.getHigh()))
        : "";
  }

  /// Since when, and over which time the measure looks back.
  String when() {
    if (!isAboutRate()) {
      return (isOver() ? "Good since " : "So since ") + Wording.time(alert.getSince());
    }
    Duration held = Duration.between(alert.getSince(), alert.getTransitionedAt());
    return "%s since %s, for %s; measured over the last %s"
        .formatted(
            isOver() ? "Clear" : "Over the limit",
            Wording.time(alert.getSince()),
            Wording.duration(held),
            Wording.duration(Duration.ofMillis(alert.getOverMs())));
  }

  private boolean isOver() {
    return alert.getState().equals("resolved") || alert.getState().equals("inactive");
  }

  /// Which judgements are meant.
  String scope() {
    if (!isAboutRate()) {
      String judgements =
          alert.getEvaluator().equals("*")
              ? "All judgements"
              : "Judgements of " + alert.getEvaluator();
      return judgements + " that go to " + alert.getDimension() + " " + alert.getValue();
    }
    String among =
        alert.getDimension().equals("all")
            ? "all traffic"
            : alert.getDimension() + " = " + alert.getValue();
    return "Evaluator %s, %s".formatted(alert.getEvaluator(), among);
  }

  /// Empty when there are no examples.
  String examples() {
    List<String> traces = alert.getExampleTraces();
    if (traces.isEmpty()) {
      return "";
    }
    List<String> shown =
        traces.stream().limit(EXAMPLES).map(id -> SlackText.cut(id, TRACE_ID_SHOWN)).toList();
    int more = traces.size() - shown.size();
    return "Failing traces: "
        + String.join(", ", shown)
        + (more > 0 ? " and " + more + " more" : "");
  }
}
