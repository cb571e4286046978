package io.evalstream.console.archive;

import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Feedback;
import io.evalstream.topic.Partition;
import io.evalstream.topic.TrustedRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/// An archive as it looks after a day: three applications, and two hours of an incident in
/// `docs-bot` that ended an hour ago; its alert fired and resolved, another one still fires.
///
/// Rates of an hour for the day, rates of a minute for the last three hours, 360 traces, some with
/// labels of people.
public final class SampleArchive {

  public static final List<String> APPS = List.of("docs-bot", "support-bot", "shopping-assistant");

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration RECENT = Duration.ofHours(3);
  private static final int TRACES = 360;

  private final Instant now;
  private final List<SpecificRecord> records = new ArrayList<>();

  private SampleArchive(Instant now) {
    TrustedRecords.trust();
    this.now = now;
  }

  /// Fills an archive in a folder.
  ///
  /// @param now when the day ends
  public static Archive fill(Path folder, Instant now) throws ArchiveFault {
    Archive archive =
        new Archive(new Retention(Duration.ofHours(25), 1L << 30), InstantSource.fixed(now));
    archive.locate(folder.resolve("console.sqlite"), "sample");
    SampleArchive day = new SampleArchive(now);
    day.addTraces();
    day.addRates(HOUR, DAY, 60);
    day.addRates(MINUTE, RECENT, 4);
    day.addAlerts();
    archive.write(new Batch(day.records, Map.of(new Partition("sample", 0), 1L)));
    archive.reading(ArchiveState.Condition.FOLLOWING, null, 1, 0);
    return archive;
  }

  private boolean isIncident(String app, Instant at) {
    return app.equals(APPS.getFirst())
        && at.isAfter(now.minus(RECENT))
        && at.isBefore(now.minus(HOUR));
  }

  private void addTraces() {
    for (int i = 0; i < TRACES; i++) {
      String app = APPS.get(i % APPS.size());
      Instant at = now.minus(DAY.multipliedBy(i).dividedBy(TRACES)).minusSeconds(20);
      boolean failing = isIncident(app, at) ? i % 2 == 0 : i % 17 == 0;
      SampleTrace trace =
          new SampleTrace(
              "trace-%04d".formatted(i),
              app,
              at,
              "How many days of holiday do I have? (%d)".formatted(i),
              failing
                  ? "You have 35 days of holiday in a year. Ask your manager."
                  : "You have 28 days of holiday in a year.",
              failing);
      records.add(trace.judged());
      if (i % 12 == 0) {
        records.add(label(trace));
      }
    }
  }

  private static Feedback label(SampleTrace trace) {
    return Feedback.newBuilder()
        .setFeedbackId("feedback-" + trace.id())
        .setTraceId(trace.id())
        .setApp(trace.app())
        .setEvaluator("faithfulness")
        .setLabel(trace.failing() ? "unfaithful" : "faithful")
        .setAnnotatorKind("human")
        .setAnnotator("kim")
        .setComment("looked it up")
        .setOccurredAt(trace.at().plus(MINUTE))
        .build();
  }

  private void addRates(Duration window, Duration span, long judged) {
    Instant first =
        Instant.ofEpochMilli(
            now.minus(span).toEpochMilli() / window.toMillis() * window.toMillis());
    for (Instant start = first; start.plus(window).isBefore(now); start = start.plus(window)) {
      for (String app : APPS) {
        long failing =
            isIncident(app, start) ? judged / 2 : start.getEpochSecond() / 60 % 7 == 0 ? 1 : 0;
        addSeries(SampleRates.of(app, "faithfulness", window, start, judged, failing), judged);
        records.add(
            SampleRates.of(app, "document_relevance", window, start, judged * 2, judged).build());
      }
    }
  }

  /// The whole, and two models.
  private void addSeries(EvalRate.Builder rate, long judged) {
    records.add(EvalRate.newBuilder(rate).build());
    for (String model : List.of("gpt-5", "gpt-5-mini")) {
      records.add(
          EvalRate.newBuilder(rate)
              .setDimension("model")
              .setValue(model)
              .setJudged(judged / 2)
              .setSampled(judged / 2)
              .build());
    }
  }

  private void addAlerts() {
    Instant began = now.minus(RECENT).plus(5, ChronoUnit.MINUTES);
    records.add(alert("unfaithful answers", "docs-bot", 1, "pending", began));
    records.add(alert("unfaithful answers", "docs-bot", 2, "firing", began.plus(MINUTE)));
    records.add(
        alert("unfaithful answers", "docs-bot", 3, "resolved", now.minus(HOUR).plus(MINUTE)));
    records.add(alert("unfaithful answers", "support-bot", 1, "firing", now.minus(MINUTE)));
  }

  static Alert alert(String rule, String app, int number, String state, Instant at) {
    String key = rule + "|" + app + "|faithfulness|all|*";
    return Alert.newBuilder()
        .setAlertKey(key)
        .setTransitionId(key + "#" + number)
        .setRule(rule)
        .setApp(app)
        .setEvaluator("faithfulness")
        .setDimension("all")
        .setValue("*")
        .setState(state)
        .setPreviousState(state.equals("firing") ? "pending" : "inactive")
        .setThreshold(0.1)
        .setRate(0.42)
        .setLow(0.31)
        .setHigh(0.54)
        .setJudged(71)
        .setEffectiveN(71)
        .setOverMs(HOUR.toMillis())
        .setSince(at)
        .setTransitionedAt(at)
        .setExampleTraces(List.of("trace-0018", "trace-0024"))
        .setSummary(app + " faithfulness: 42 % of answers fail, more than 10 %")
        .setNotify(List.of("team"))
        .build();
  }
}
