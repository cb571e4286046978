package io.evalstream.notify;

import io.evalstream.event.Alert;
import io.evalstream.event.AlertComparison;
import io.evalstream.event.AlertPart;
import io.evalstream.trace.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What there is to say about a transition of an alert, in plain sentences; a sentence about which
/// nothing is known is empty.
///
/// The sentences hold names as they came. Whoever shows them escapes and cuts them.
///
/// @param severity with which the alert fired
public record AlertText(Alert alert, Severity severity) {

  private static final int PARTS_OF_A_DIMENSION = 3;
  private static final int PARTS = 6;

  public static AlertText of(Alert alert) {
    return new AlertText(alert, Severity.of(alert));
  }

  /// `[FIRING] faithfulness-high · docs-bot`
  String title() {
    String state = alert.getReminder() > 0 ? "still " + alert.getState() : alert.getState();
    String about = condition().isAboutAJudge() ? alert.getValue() : alert.getApp();
    return "[%s] %s · %s".formatted(state.toUpperCase(Locale.ROOT), alert.getRule(), about);
  }

  private Condition condition() {
    return Condition.of(alert);
  }

  /// What is bad, and how bad, in one line.
  public String headline() {
    String measure = measure().sentence();
    return measure.isEmpty() ? alert.getSummary() : measure;
  }

  /// What it is compared with besides its limit.
  public String comparison() {
    return measure().comparison();
  }

  AlertMeasure measure() {
    return new AlertMeasure(alert);
  }

  /// By which evidence it was decided, and how often such a decision is wrong.
  public String decision() {
    if (isOver()) {
      return "";
    }
    List<String> said = new ArrayList<>();
    Double odds = alert.getOdds();
    if (alert.getMethod().equals("sequential") && odds != null && odds > 0) {
      said.add(
          "The last minutes are %s times better explained by %s"
              .formatted(Wording.odds(odds), hypotheses()));
    } else if (alert.getMethod().equals("interval") && condition().isAboutLabels()) {
      said.add("Decided by the 95 % interval");
    }
    Double falseAlarms = alert.getFalseAlarmsPer30Days();
    if (falseAlarms != null && Double.isFinite(falseAlarms)) {
      said.add(
          "This rule gives at most %s false alarm%s in 30 days"
              .formatted(Wording.number(falseAlarms), falseAlarms == 1 ? "" : "s"));
    }
    return String.join(". ", said);
  }

  private String hypotheses() {
    AlertComparison comparison = alert.getComparison();
    return condition() == Condition.WORSE && comparison != null
        ? "a higher share than in " + comparison.getName() + " than by none"
        : "above %1$s %% than by at or below it".formatted(measure().limitText());
  }

  /// Since when, for how long, and over which time the measure looks back.
  public String when() {
    List<String> said = new ArrayList<>();
    Instant fired = alert.getFiredAt();
    if (isOver()) {
      if (fired != null) {
        said.add(
            "Fired at %s and lasted %s"
                .formatted(Wording.time(fired), lasting(fired, alert.getTransitionedAt())));
      }
      if (alert.getReason() == null) {
        String over = condition() == Condition.DRIFT ? "over since " : "good since ";
        said.add(over + Wording.time(alert.getSince()));
      }
    } else {
      said.add(
          "So since %s, for %s"
              .formatted(
                  Wording.time(alert.getSince()),
                  lasting(alert.getSince(), alert.getTransitionedAt())));
    }
    if (alert.getOverMs() > 0) {
      said.add("measured over the last " + over());
    }
    return Wording.sentence(String.join("; ", said));
  }

  private static String lasting(Instant from, Instant to) {
    return Wording.duration(Duration.between(from, to));
  }

  private String over() {
    return Wording.duration(Duration.ofMillis(alert.getOverMs()));
  }

  /// That this only repeats what was told.
  public String reminder() {
    int number = alert.getReminder();
    return number > 0 ? "Reminder %d: this alert is still firing".formatted(number) : "";
  }

  /// How soon somebody has to look.
  String urgency() {
    if (isOver()) {
      return "";
    }
    double times = Severity.times(alert);
    String than = condition() == Condition.WORSE ? "what it is compared with" : "the limit";
    return "Severity: "
        + severity.wireName()
        + (Double.isFinite(times) ? ", %s times %s".formatted(Wording.times(times), than) : "");
  }

  private boolean isOver() {
    return isOver(alert);
  }

  static boolean isOver(Alert alert) {
    return alert.getState().equals("resolved") || alert.getState().equals("inactive");
  }

  /// Which judgements are meant.
  public String scope() {
    if (condition().isAboutAJudge()) {
      String judgements =
          alert.getEvaluator().equals("*")
              ? "All judgements"
              : "Judgements of " + alert.getEvaluator();
      return judgements + " that go to " + alert.getDimension() + " " + alert.getValue();
    }
    if (condition() == Condition.DRIFT) {
      return "All questions to " + alert.getApp() + " that come with an embedding";
    }
    String among =
        alert.getDimension().equals("all")
            ? "all traffic"
            : alert.getDimension() + " = " + alert.getValue();
    return "Evaluator %s, %s".formatted(alert.getEvaluator(), among);
  }

  /// How many of the judgements that ended have a label.
  public String coverage() {
    long ended = alert.getEnded();
    return ended <= 0
        ? ""
        : "Coverage: %s of %s judgements that ended have a label (%s %%)"
            .formatted(
                Wording.count(alert.getJudged()),
                Wording.count(ended),
                Wording.percent((double) alert.getJudged() / ended));
  }

  /// Which parts of the traffic are bad, a line each.
  public List<String> parts() {
    Map<String, Integer> ofDimension = new HashMap<>();
    return alert.getParts().stream()
        .filter(
            part -> ofDimension.merge(part.getDimension(), 1, Integer::sum) <= PARTS_OF_A_DIMENSION)
        .limit(PARTS)
        .map(AlertText::part)
        .toList();
  }

  private static String part(AlertPart part) {
    String what = part.getDimension().equals("diagnosis") ? "of the failing traces" : "failing";
    return "%s %s: %s %% %s (%s judged%s)"
        .formatted(
            Opening.marked(part.getDimension(), 20),
            Opening.marked(part.getValue(), 40),
            Wording.percent(part.getRate()),
            what,
            Wording.count(part.getJudged()),
            AlertMeasure.interval(part.getLow(), part.getHigh()));
  }
}
