package io.evalstream.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.event.Alert;
import io.evalstream.event.AlertExample;
import io.evalstream.notify.AlertText;
import io.evalstream.notify.NotifyConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One transition of an alert, with its evidence.
///
/// @param id of its element
/// @param kind of the badge
/// @param about the series, or the judge
/// @param what how bad it is
/// @param facts further sentences
/// @param parts which parts of the traffic are bad, a line each
/// @param quiet why nobody was told; null when somebody was
/// @param told to which channels; empty when to none
/// @param slack HTML; null for a transition that is no message
record AlertEntry(
    String id,
    String state,
    String kind,
    String rule,
    String about,
    String summary,
    String what,
    Numbers.Moment when,
    List<String> facts,
    List<String> parts,
    List<Shown> examples,
    @Nullable String traces,
    @Nullable String quiet,
    String told,
    @Nullable String slack) {

  /// A failing trace.
  record Shown(String traceId, String link, String label, @Nullable String text) {}

  static AlertEntry of(Alert alert, NotifyConfig config, Instant now) {
    AlertText text = AlertText.of(alert);
    return new AlertEntry(
        id(alert),
        alert.getReminder() > 0 ? "still " + alert.getState() : alert.getState(),
        AlertMark.kind(alert.getState()),
        alert.getRule(),
        about(alert),
        alert.getSummary(),
        text.headline().equals(alert.getSummary()) ? "" : sentence(text.headline()),
        Numbers.ago(alert.getTransitionedAt(), now),
        facts(alert, text),
        text.parts(),
        examples(alert),
        FiringLine.traces(alert),
        quiet(alert),
        String.join(", ", alert.getNotify()),
        isMessage(alert) ? SlackPreview.html(alert, config) : null);
  }

  /// The same each time the page is made, whatever has come before it.
  private static String id(Alert alert) {
    String record = alert.getTransitionId() + " " + alert.getReminder();
    return "alert-" + UUID.nameUUIDFromBytes(record.getBytes(UTF_8));
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String about(Alert alert) {
    if (alert.getSubject().equals("judge")) {
      return Stream.of(alert.getValue(), alert.getEvaluator())
          .filter(part -> !part.equals("*"))
          .reduce((one, other) -> one + " · " + other)
          .orElse("");
    }
    String series =
        alert.getEvaluator().equals("*")
            ? alert.getApp()
            : alert.getApp() + " · " + alert.getEvaluator();
    return alert.getDimension().equals("all")
        ? series
        : series + " · " + alert.getDimension() + " " + alert.getValue();
  }

  private static List<String> facts(Alert alert, AlertText text) {
    List<String> facts = new ArrayList<>();
    Stream.of(text.comparison(), text.when(), text.decision(), text.coverage())
        .filter(fact -> !fact.isEmpty())
        .forEach(facts::add);
    if (alert.getReason() != null) {
      facts.add("It ended for this reason: " + alert.getReason().replace('_', ' '));
    }
    return facts;
  }

  private static List<Shown> examples(Alert alert) {
    return alert.getExamples().isEmpty()
        ? alert.getExampleTraces().stream().limit(5).map(id -> shown(id, "", null)).toList()
        : alert.getExamples().stream().map(AlertEntry::shown).toList();
  }

  private static Shown shown(AlertExample example) {
    String question = example.getQuestion();
    return shown(
        example.getTraceId(),
        example.getLabel(),
        question == null ? example.getResponse() : question);
  }

  private static Shown shown(String traceId, String label, @Nullable String text) {
    return new Shown(traceId, PageAddress.trace(traceId), label, text);
  }

  private static @Nullable String quiet(Alert alert) {
    if (alert.getInhibitedBy() != null) {
      return "Kept back while this alert fires: " + alert.getInhibitedBy();
    }
    return alert.getSilenceEndsAt() == null
        ? null
        : "Silenced until " + Numbers.at(alert.getSilenceEndsAt()).text();
  }

  /// Channels are told of what fires, and of its end.
  private static boolean isMessage(Alert alert) {
    return alert.getState().equals("firing") || alert.getState().equals("resolved");
  }
}
