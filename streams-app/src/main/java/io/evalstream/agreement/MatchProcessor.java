package io.evalstream.agreement;

import io.evalstream.async.Ticking;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.HumanLabel;
import io.evalstream.state.JudgeLabels;
import io.evalstream.state.LabelPair;
import io.evalstream.state.LabelledTrace;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.LabelledTraceStore;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Keeps what the judge said of a trace, and holds what people say against it; feedback that comes
/// first waits.
///
/// A trace is forgotten a fixed time after it was judged, or after the first feedback when it never
/// was. Its pairs are taken back then: what counts are the labels of the traces that are
/// remembered.
final class MatchProcessor extends ContextualProcessor<String, Said, String, Matched> {

  static final int MOST_FEEDBACK = 200;
  static final Duration TICK = Duration.ofSeconds(10);
  // While more is due than one tick does.
  static final Duration SOON = Duration.ofMillis(100);
  // Bounds what one tick does; the next one goes on.
  static final int MOST_EXPIRIES = 10_000;

  private final String feedbackTopic;
  private final Duration remember;
  private final InstantSource clock;
  private final Meters meters;
  private final FunnelBoard board;

  // Set by init; the stream thread's.
  private @Nullable Task task;
  private final Ticking ticking = new Ticking();
  // Whether the last tick did all that it may.
  private boolean isFull;

  private record Task(LabelledTraceStore traces, Funnel funnel) {}

  MatchProcessor(
      String feedbackTopic,
      Duration remember,
      InstantSource clock,
      Meters meters,
      FunnelBoard board) {
    this.feedbackTopic = feedbackTopic;
    this.remember = remember;
    this.clock = clock;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Matched> context) {
    super.init(context);
    ticking.stop();
    isFull = false;
    task =
        new Task(
            new LabelledTraceStore(
                context.getStateStore(StoreNames.LABELLED_TRACES),
                context.getStateStore(StoreNames.LABEL_EXPIRIES)),
            FunnelStore.open(StoreNames.MATCH_FUNNEL, context, board));
    keepTicking(task());
  }

  @Override
  public void process(Record<String, Said> record) {
    Task task = task();
    switch (record.value()) {
      case Said.ByPerson(HumanLabel label) -> person(task, record.key(), label);
      case Said.ByJudge(JudgeLabels labels) -> judge(task, record.key(), labels);
    }
  }

  private void person(Task task, String traceId, HumanLabel label) {
    LabelledTrace before = task.traces.get(traceId);
    LabelledTrace known = before == null ? unjudged() : before;
    if (known.getFeedbackIds().contains(label.getFeedbackId())) {
      count(task, label, "duplicate");
      count(task, label, "rejected");
    } else if (known.getFeedbackIds().size() >= MOST_FEEDBACK) {
      refuse(task, label, "too_many", "a trace takes " + MOST_FEEDBACK + " feedbacks at most");
    } else {
      LabelledTrace noted = noted(known, label);
      JudgeLabels judged = known.getJudged();
      LabelledTrace after =
          judged == null ? wait(task, noted, label) : compare(task, noted, judged, label);
      task.traces.put(traceId, before, after);
      tickEvery(pace(), task);
    }
  }

  private static LabelledTrace noted(LabelledTrace trace, HumanLabel label) {
    List<String> ids = new ArrayList<>(trace.getFeedbackIds());
    ids.add(label.getFeedbackId());
    return LabelledTrace.newBuilder(trace).setFeedbackIds(ids).build();
  }

  /// What is refused takes no place of a trace, and its id is free for the app of the trace.
  private static LabelledTrace unnoted(LabelledTrace trace, HumanLabel label) {
    List<String> ids = new ArrayList<>(trace.getFeedbackIds());
    ids.remove(label.getFeedbackId());
    return LabelledTrace.newBuilder(trace).setFeedbackIds(ids).build();
  }

  private LabelledTrace wait(Task task, LabelledTrace trace, HumanLabel label) {
    task.funnel.count(label.getApp(), FeedbackProcessor.STAGE, "waiting");
    List<HumanLabel> waiting = new ArrayList<>(trace.getFeedback());
    waiting.add(label);
    return LabelledTrace.newBuilder(trace).setFeedback(waiting).build();
  }

  private LabelledTrace compare(
      Task task, LabelledTrace trace, JudgeLabels judged, HumanLabel label) {
    Comparison comparison = Comparison.of(trace, judged, label);
    switch (comparison.fate()) {
      case MATCHED -> count(task, label, "matched");
      case REPLACED -> {
        count(task, label, "matched");
        count(task, label, "replaced");
      }
      case UNMATCHED -> count(task, label, "unmatched");
      case OTHER_APP -> {
        refuse(
            task,
            label,
            "other_app",
            "app must be that of the trace, " + judged.getApp() + ", was " + label.getApp());
        return unnoted(comparison.trace(), label);
      }
    }
    comparison.pairs().forEach(this::forward);
    return comparison.trace();
  }

  /// The first judgement of a trace counts; what comes after a replay is known already.
  private void judge(Task task, String traceId, JudgeLabels judged) {
    LabelledTrace before = task.traces.get(traceId);
    boolean nothingToKeep =
        before == null ? judged.getLabels().isEmpty() : before.getJudged() != null;
    if (nothingToKeep) {
      return;
    }
    List<HumanLabel> waiting = before == null ? List.of() : before.getFeedback();
    LabelledTrace after =
        LabelledTrace.newBuilder(before == null ? unjudged() : before)
            .setJudged(judged)
            .setFeedback(List.of())
            .setExpiresAt(expiry())
            .build();
    for (HumanLabel label : waiting) {
      task.funnel.leave(label.getApp(), FeedbackProcessor.STAGE, "waiting");
      after = compare(task, after, judged, label);
    }
    task.traces.put(traceId, before, after);
    tickEvery(pace(), task);
  }

  private void tick(Task task) {
    List<String> due = task.traces.due(clock.instant(), MOST_EXPIRIES);
    for (String traceId : due) {
      LabelledTrace trace = task.traces.get(traceId);
      if (trace != null) {
        forget(task, trace);
        task.traces.delete(traceId, trace);
      }
    }
    isFull = due.size() == MOST_EXPIRIES;
    keepTicking(task);
  }

  private void forget(Task task, LabelledTrace trace) {
    JudgeLabels judged = trace.getJudged();
    if (judged != null) {
      Comparison.takenBack(trace, judged).forEach(this::forward);
      return;
    }
    for (HumanLabel label : trace.getFeedback()) {
      task.funnel.leave(label.getApp(), FeedbackProcessor.STAGE, "waiting");
      count(task, label, "unmatched");
    }
  }

  private void forward(LabelPair pair) {
    context().forward(new Record<>(pair.getApp(), new Matched.Pair(pair), clock.millis()));
  }

  private void refuse(Task task, HumanLabel label, String reason, String detail) {
    count(task, label, "rejected");
    meters.count(Metric.DEAD_LETTERS, feedbackTopic, reason);
    Matched refused =
        new Matched.Refused(StrayFeedback.letter(label, feedbackTopic, reason, detail));
    context().forward(new Record<>(label.getTraceId(), refused, clock.millis()));
  }

  private LabelledTrace unjudged() {
    return new LabelledTrace(null, List.of(), List.of(), expiry());
  }

  /// In whole milliseconds, as the key of the expiry tells it.
  private Instant expiry() {
    return clock.instant().plus(remember).truncatedTo(ChronoUnit.MILLIS);
  }

  private void count(Task task, HumanLabel label, String step) {
    meters.count(Metric.EVENTS, label.getApp(), FeedbackProcessor.STAGE, step);
    task.funnel.count(label.getApp(), FeedbackProcessor.STAGE, step);
  }

  /// Ticks while something is remembered; an idle task causes no commits.
  private void keepTicking(Task task) {
    tickEvery(task.traces.isEmpty() ? Duration.ZERO : pace(), task);
  }

  private Duration pace() {
    return isFull ? SOON : TICK;
  }

  private void tickEvery(Duration pace, Task task) {
    ticking.every(pace, context(), timestamp -> tick(task));
  }

  @Override
  public void close() {
    ticking.stop();
    board.leave(context().taskId().toString());
  }

  private Task task() {
    if (task == null) {
      throw new IllegalStateException("agreement: used before init");
    }
    return task;
  }
}
