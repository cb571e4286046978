package io.evalstream.spans;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.async.Ticking;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.Metric;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.turn.Mapped;
import io.evalstream.otlp.wire.OtlpReader;
import io.evalstream.otlp.wire.Parcel;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TraceMemory;
import io.evalstream.topic.TraceSize;
import io.evalstream.trace.Bare;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps the spans of a trace until it is complete, then makes a turn of them.
///
/// *How it works:* a span is stored under its trace id and its own. Which spans an unfinished trace
/// has is in the heap as well, so that nothing is searched for: a scan would have to pass the
/// tombstones of all traces that have ended since the last compaction. The heap is filled from the
/// store when a life of the task begins.
final class GatherProcessor extends ContextualProcessor<String, byte[], String, Made> {

  static final String TRACES = "otlp_trace";
  static final Duration TICK = Duration.ofMillis(500);
  // While more is due than one tick does.
  static final Duration SOON = Duration.ofMillis(100);
  // Bounds what one tick does, and so the length of its transaction; the next one goes on.
  static final int MOST_TRACES = 200;
  private static final byte[] ENDED = {};

  private final SpansTopology stage;
  private final Function<List<Span>, Mapped> turns;

  // Set by init; the stream thread's.
  private @Nullable Task task;
  private final Ticking ticking = new Ticking();

  private record Task(
      KeyValueStore<String, byte[]> spans, TraceMemory ended, Funnel funnel, OpenTraces open) {}

  GatherProcessor(SpansTopology stage, Function<List<Span>, Mapped> turns) {
    this.stage = stage;
    this.turns = turns;
  }

  @Override
  public void init(ProcessorContext<String, Made> context) {
    super.init(context);
    Task opened =
        new Task(
            context.getStateStore(StoreNames.SPANS),
            new TraceMemory(
                context.getStateStore(StoreNames.ENDED_TRACES), stage.config().remember()),
            FunnelStore.open(StoreNames.SPAN_FUNNEL, context, stage.board()),
            new OpenTraces());
    task = opened;
    ticking.stop();
    resume(opened);
    startTicking(opened);
  }

  /// Finds the traces that wait. They have their whole wait again: while nobody read, their other
  /// spans may have come to lie in Kafka, and these are not late.
  private void resume(Task task) {
    long now = stage.clock().millis();
    try (KeyValueIterator<String, byte[]> spans = task.spans.all()) {
      while (spans.hasNext()) {
        KeyValue<String, byte[]> entry = spans.next();
        note(task, OtlpReader.unpack(entry.value), now);
      }
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Task task = task();
    Parcel parcel = OtlpReader.unpack(record.value());
    OpenTrace open = task.open.get(record.key());
    String refusal = refusal(task, parcel, open);
    if (refusal == null) {
      count(task, "waiting", 1);
      task.spans.put(key(record.key(), parcel.span().spanId()), parcel.bytes());
      note(task, parcel, stage.clock().millis());
      startTicking(task);
    } else {
      count(task, refusal, 1);
    }
  }

  /// Why a span is not stored; null when it is.
  private @Nullable String refusal(Task task, Parcel parcel, @Nullable OpenTrace open) {
    if (open == null) {
      boolean hasEnded = task.ended.mark(parcel.span().traceId(), stage.clock().millis()) != null;
      return hasEnded ? "late" : null;
    }
    if (open.has(parcel.span().spanId())) {
      return "duplicate";
    }
    boolean isFull =
        open.count() >= stage.config().maxSpans()
            || open.bytes() + parcel.bytes().length > stage.config().maxTraceBytes();
    // The root comes last as a rule, and holds question and response.
    boolean isFirstRoot = parcel.span().isRoot() && !open.hasRoot();
    return isFull && !isFirstRoot ? "over_limit" : null;
  }

  /// Takes note of a span that is stored. The first root sets the time of its trace.
  private void note(Task task, Parcel parcel, long now) {
    Span span = parcel.span();
    OpenTrace trace = task.open.open(span.traceId());
    boolean hadRoot = trace.hasRoot();
    trace.add(span.spanId(), parcel.bytes().length, span.isRoot());
    if (!hadRoot) {
      Duration wait = trace.hasRoot() ? stage.config().grace() : stage.config().idle();
      task.open.until(span.traceId(), trace, now + wait.toMillis());
    }
  }

  private void tick(Task task) {
    long now = stage.clock().millis();
    int done = 0;
    for (String traceId = task.open.pollDue(now);
        traceId != null;
        traceId = done < MOST_TRACES ? task.open.pollDue(now) : null) {
      complete(task, traceId, now);
      done++;
    }
    tickEvery(task, done == MOST_TRACES ? SOON : TICK);
  }

  private void complete(Task task, String traceId, long now) {
    OpenTrace trace = task.open.open(traceId);
    List<String> keys = trace.spanIds().stream().map(id -> key(traceId, id)).toList();
    List<Span> spans = keys.stream().map(key -> stored(task, key)).toList();
    String becomes =
        switch (turns.apply(spans)) {
          case Mapped.Turn turn -> publish(task, traceId, turn);
          case Mapped.Nothing(Mapped.Reason reason) -> {
            countTrace(task, stage.appLabel().apply(""), reason.wireName());
            yield "unused";
          }
        };
    count(task, "waiting", -spans.size());
    count(task, becomes, spans.size());
    keys.forEach(task.spans::delete);
    task.ended.put(traceId, ENDED, now);
    task.open.remove(traceId);
  }

  private static Span stored(Task task, String key) {
    byte[] span = task.spans.get(key);
    if (span == null) {
      throw new IllegalStateException(StoreNames.SPANS + ": a span is missing: " + key);
    }
    return OtlpReader.unpack(span).span();
  }

  /// @return what the spans of the trace are counted as
  private String publish(Task task, String traceId, Mapped.Turn turn) {
    String app = stage.appLabel().apply(turn.event().getApp());
    if (Stream.concat(Stream.of(turn.event()), turn.retrievals().stream())
        .anyMatch(event -> TraceSize.of(event) > stage.maxEventBytes())) {
      countTrace(task, app, "too_large");
      refuse(traceId, turn.event());
      return "unused";
    }
    countTrace(task, app, "turns");
    for (RetrievalSpan retrieval : turn.retrievals()) {
      forward(traceId, new Made.Retrieval(retrieval));
    }
    forward(traceId, new Made.Event(turn.event()));
    return "used";
  }

  private void refuse(String traceId, ChatEvent event) {
    stage.meters().count(Metric.DEAD_LETTERS, stage.topic(), "too_large");
    DeadLetter letter =
        new DeadLetter(
            traceId.getBytes(UTF_8),
            AvroJson.bytes(Bare.of(event)),
            stage.topic(),
            -1,
            -1,
            "otlp",
            "too_large",
            "chat event and retrieval spans must have at most "
                + stage.maxEventBytes()
                + " bytes each (ingest.max_record_bytes)");
    forward(traceId, new Made.Refused(letter));
  }

  private void forward(String traceId, Made made) {
    context().forward(new Record<>(traceId, made, stage.clock().millis()));
  }

  private void countTrace(Task task, String app, String step) {
    for (String each : List.of("completed", step)) {
      stage.meters().count(Metric.EVENTS, app, TRACES, each);
      task.funnel.count(app, TRACES, each);
    }
  }

  private void count(Task task, String step, int more) {
    String app = stage.appLabel().apply("");
    if (!step.equals("waiting")) {
      stage.meters().add(Metric.EVENTS, more, app, UnsealProcessor.SPANS, step);
    }
    task.funnel.add(app, UnsealProcessor.SPANS, step, more);
  }

  private static String key(String traceId, String spanId) {
    return traceId + spanId;
  }

  private void startTicking(Task task) {
    if (!ticking.isOn()) {
      tickEvery(task, TICK);
    }
  }

  /// Ticks while a trace waits; an idle task causes no commits.
  private void tickEvery(Task task, Duration pace) {
    ticking.every(task.open.isEmpty() ? Duration.ZERO : pace, context(), timestamp -> tick(task));
  }

  @Override
  public void close() {
    ticking.stop();
    stage.board().leave(context().taskId().toString());
  }

  private Task task() {
    if (task == null) {
      throw new IllegalStateException("spans: used before init");
    }
    return task;
  }
}
