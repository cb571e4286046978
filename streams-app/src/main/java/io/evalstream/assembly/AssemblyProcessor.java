package io.evalstream.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.async.Ticking;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.TraceIndex;
import io.evalstream.state.TracePart;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TraceMemory;
import io.evalstream.topic.TraceSize;
import io.evalstream.topic.TraceStore;
import io.evalstream.trace.Arrival;
import io.evalstream.trace.Bare;
import io.evalstream.trace.Origin;
import io.evalstream.trace.Trace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/// Keeps the parts of a trace until they are all there, or until the wait is over.
final class AssemblyProcessor extends ContextualProcessor<String, Arrival, String, Assembled> {

  private static final Duration TICK = Duration.ofMillis(100);
  private static final byte[] SAMPLED = {1};
  private static final byte[] UNSAMPLED = {0};

  private final AssemblyConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final FunnelBoard board;

  // Set by init; the stream thread's.
  private @Nullable Task task;
  private final Ticking ticking = new Ticking();

  private record Task(TraceStore traces, TraceMemory seen, Funnel funnel, Waiting waiting) {}

  AssemblyProcessor(AssemblyConfig config, InstantSource clock, Meters meters, FunnelBoard board) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Assembled> context) {
    super.init(context);
    Task opened =
        new Task(
            new TraceStore(context.getStateStore(StoreNames.TRACES)),
            new TraceMemory(context.getStateStore(StoreNames.SEEN_TRACES), config.remember()),
            FunnelStore.open(context, board),
            new Waiting());
    task = opened;
    ticking.stop();
    resume(opened);
    keepTicking(opened);
  }

  /// Finds the traces that wait. They have their whole wait again: while nobody read, what they
  /// wait for may have come to lie in Kafka, and it is not late.
  private void resume(Task task) {
    long now = clock.millis();
    String last = "";
    try (KeyValueIterator<String, TracePart> parts = task.traces.all()) {
      while (parts.hasNext()) {
        KeyValue<String, TracePart> entry = parts.next();
        String traceId = TraceStore.traceId(entry);
        // Parts of one trace are neighbours, and those of other kinds say nothing of its wait.
        if (arrived(entry.value) && !traceId.equals(last)) {
          last = traceId;
          resume(task, traceId, now);
        }
      }
    }
  }

  private static boolean arrived(TracePart part) {
    return part.getPart() instanceof ChatEvent || part.getPart() instanceof RetrievalSpan;
  }

  private void resume(Task task, String traceId, long now) {
    if (task.traces.index(traceId).getJudgements() == 0) {
      Duration wait = task.traces.event(traceId) == null ? config.orphanWait() : config.eventWait();
      task.waiting.until(traceId, now + wait.toMillis());
    }
  }

  @Override
  public void process(Record<String, Arrival> record) {
    Task task = task();
    switch (record.value()) {
      case Arrival.OfEvent of -> event(task, record, of);
      case Arrival.OfSpan of -> span(task, record, of);
    }
    keepTicking(task);
  }

  private void event(Task task, Record<String, Arrival> record, Arrival.OfEvent of) {
    ChatEvent event = of.event();
    long now = clock.millis();
    if (seen(task, event.getTraceId(), now) != null) {
      count(task, event.getApp(), "chat_event", "duplicate");
      count(task, event.getApp(), "chat_event", "rejected");
      return;
    }
    if (of.probabilities().isEmpty()) {
      notSampled(task, event, now);
      return;
    }
    TraceIndex index = task.traces.index(event.getTraceId());
    ChatEvent kept = fits(part(event, of), index, null) ? event : Bare.of(event);
    TracePart part = part(kept, of);
    if (!fits(part, index, null)) {
      count(task, event.getApp(), "chat_event", "rejected");
      refuse(record, of.origin(), AvroJson.bytes(Bare.of(event)), "trace_too_large");
      return;
    }
    count(task, event.getApp(), "chat_event", "sampled");
    task.seen.put(event.getTraceId(), SAMPLED, now);
    task.traces.putEvent(part, kept);
    if (!readyNow(task, record, part, kept, index)) {
      task.waiting.until(event.getTraceId(), now + config.eventWait().toMillis());
    }
  }

  private void span(Task task, Record<String, Arrival> record, Arrival.OfSpan of) {
    RetrievalSpan span = of.span();
    String traceId = span.getTraceId();
    long now = clock.millis();
    if (task.traces.has(span)) {
      count(task, span.getApp(), "retrieval_span", "duplicate");
      count(task, span.getApp(), "retrieval_span", "rejected");
      return;
    }
    TraceIndex before = task.traces.index(traceId);
    TracePart waiting = before.getJudgements() == 0 ? task.traces.event(traceId) : null;
    byte[] seen = waiting == null ? seen(task, traceId, now) : null;
    if (seen != null) {
      boolean sampled = Arrays.equals(seen, SAMPLED);
      count(task, span.getApp(), "retrieval_span", sampled ? "sampled" : "unsampled");
      if (sampled) {
        count(task, span.getApp(), "retrieval_span", "late");
      }
      return;
    }
    RetrievalSpan kept = fits(part(span, of), before, waiting) ? span : Bare.of(span);
    TracePart part = part(kept, of);
    if (!fits(part, before, waiting)) {
      count(task, span.getApp(), "retrieval_span", "rejected");
      refuse(record, of.origin(), AvroJson.bytes(Bare.of(span)), "trace_too_large");
      return;
    }
    count(task, span.getApp(), "retrieval_span", "sampled");
    task.traces.putSpan(part, kept);
    if (waiting != null && waiting.getPart() instanceof ChatEvent event) {
      readyNow(task, record, waiting, event, task.traces.index(traceId));
    } else {
      task.waiting.until(traceId, now + config.orphanWait().toMillis());
    }
  }

  /// Sends the trace on when everything that its event announces is there.
  private boolean readyNow(
      Task task, Record<String, ?> record, TracePart part, ChatEvent event, TraceIndex index) {
    Integer announced = event.getRetrievalCount();
    if (announced == null || index.getSpanIds().size() < announced) {
      return false;
    }
    List<RetrievalSpan> spans = task.traces.spans(event.getTraceId(), index);
    task.waiting.done(event.getTraceId());
    ready(record.key(), record.timestamp(), event, spans, part.getProbabilities());
    return true;
  }

  private void ready(
      String key,
      long timestamp,
      ChatEvent event,
      List<RetrievalSpan> spans,
      Map<String, Double> probabilities) {
    Trace trace = new Trace(event, spans, probabilities);
    context().forward(new Record<>(key, new Assembled.Ready(trace), timestamp));
  }

  private void tick(Task task) {
    long now = clock.millis();
    for (String traceId = task.waiting.pollDue(now);
        traceId != null;
        traceId = task.waiting.pollDue(now)) {
      waitIsOver(task, traceId);
    }
    keepTicking(task);
  }

  private void waitIsOver(Task task, String traceId) {
    TraceIndex index = task.traces.index(traceId);
    if (index.getJudgements() > 0) {
      return;
    }
    TracePart part = task.traces.event(traceId);
    if (part != null && part.getPart() instanceof ChatEvent event) {
      List<RetrievalSpan> spans = task.traces.spans(traceId, index);
      ready(traceId, clock.millis(), event, spans, part.getProbabilities());
      return;
    }
    for (TracePart orphan : task.traces.spanParts(traceId, index)) {
      if (orphan.getPart() instanceof RetrievalSpan span) {
        count(task, span.getApp(), "retrieval_span", "orphaned");
        Origin origin =
            new Origin(
                String.valueOf(orphan.getSourceTopic()),
                orphan.getSourcePartition(),
                orphan.getSourceOffset());
        Record<String, ?> record = new Record<>(traceId, span, clock.millis());
        refuse(record, origin, AvroJson.bytes(Bare.of(span)), "orphan_span");
      }
    }
    task.traces.deleteSpans(traceId, index);
  }

  /// @param value the part as bytes that ingest accepts again
  private void refuse(Record<String, ?> record, Origin origin, byte[] value, String reason) {
    meters.count(Metric.DEAD_LETTERS, origin.topic(), reason);
    String detail =
        reason.equals("orphan_span")
            ? "no chat event with this trace_id came within "
                + config.orphanWait()
                + " (assembly.orphan_wait)"
            : "the parts of a trace must have at most "
                + config.maxTraceBytes()
                + " bytes together (assembly.max_trace_bytes)";
    DeadLetter letter =
        new DeadLetter(
            record.key().getBytes(UTF_8),
            value,
            origin.topic(),
            origin.partition(),
            origin.offset(),
            "assembly",
            reason,
            detail);
    context()
        .forward(new Record<>(record.key(), new Assembled.Refused(letter), record.timestamp()));
  }

  private boolean fits(TracePart part, TraceIndex index, @Nullable TracePart event) {
    long others = index.getSpanBytes() + (event == null ? 0 : TraceSize.of(event));
    return TraceSize.of(part) + others <= config.maxTraceBytes();
  }

  /// The trace is not sampled after all: spans that came before their event are let go.
  private void notSampled(Task task, ChatEvent event, long now) {
    count(task, event.getApp(), "chat_event", "unsampled");
    task.seen.put(event.getTraceId(), UNSAMPLED, now);
    TraceIndex index = task.traces.index(event.getTraceId());
    for (RetrievalSpan span : task.traces.spans(event.getTraceId(), index)) {
      count(task, span.getApp(), "retrieval_span", "unneeded");
    }
    task.traces.deleteSpans(event.getTraceId(), index);
    task.waiting.done(event.getTraceId());
  }

  /// What is remembered of the chat event of a trace; null when none has come. A trace in flight is
  /// remembered for as long as it takes.
  private byte @Nullable [] seen(Task task, String traceId, long now) {
    return task.traces.event(traceId) != null ? SAMPLED : task.seen.mark(traceId, now);
  }

  private void count(Task task, String app, String stage, String step) {
    meters.count(Metric.EVENTS, app, stage, step);
    task.funnel.count(app, stage, step);
  }

  private static TracePart part(Object part, Arrival of) {
    Origin origin = of.origin();
    return new TracePart(
        part, of.probabilities(), origin.topic(), origin.partition(), origin.offset());
  }

  /// Ticks while a trace waits; an idle task causes no commits.
  private void keepTicking(Task task) {
    ticking.every(
        task.waiting.isEmpty() ? Duration.ZERO : TICK, context(), timestamp -> tick(task));
  }

  @Override
  public void close() {
    ticking.stop();
  }

  private Task task() {
    if (task == null) {
      throw new IllegalStateException("assembly: used before init");
    }
    return task;
  }
}
