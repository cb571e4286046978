package io.evalstream.judging;

import io.evalstream.event.ChatEvent;
import io.evalstream.judgement.Nonces;
import io.evalstream.judgement.TraceView;
import io.evalstream.state.TraceIndex;
import io.evalstream.state.TracePart;
import io.evalstream.topic.TraceSize;
import io.evalstream.topic.TraceStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads traces from the state. Judgements of one trace are often prepared one after the other, so
/// the last ones, of some megabytes at most, are remembered for some seconds: less than it takes
/// until a trace id can come again with another trace.
///
/// *Threading:* the stream thread only.
final class TraceReader {

  private static final long MOST_BYTES = 4L << 20;
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(10);

  private final TraceStore traces;
  private final InstantSource clock;
  private final Nonces nonces = new Nonces();
  // The eldest first.
  private final Map<String, Remembered> recent = new LinkedHashMap<>();
  private long bytes;

  private record Remembered(TraceView view, long bytes, long readAt) {

    boolean isFresh(long now) {
      return now - readAt < REMEMBERED_FOR.toMillis();
    }
  }

  TraceReader(TraceStore traces, InstantSource clock) {
    this.traces = traces;
    this.clock = clock;
  }

  /// Empty when the trace is not there.
  Optional<TraceView> read(String traceId) {
    long now = clock.millis();
    Remembered remembered = recent.get(traceId);
    if (remembered != null && remembered.isFresh(now)) {
      return Optional.of(remembered.view);
    }
    Optional<Remembered> read = readFromState(traceId, now);
    read.ifPresent(found -> remember(traceId, found));
    return read.map(Remembered::view);
  }

  /// Lets go of what is too old, and of the eldest while there is too much.
  private void remember(String traceId, Remembered read) {
    forget(recent.remove(traceId));
    recent.put(traceId, read);
    bytes += read.bytes;
    for (var eldest = recent.values().iterator(); eldest.hasNext(); ) {
      Remembered next = eldest.next();
      if (next.isFresh(read.readAt) && bytes <= MOST_BYTES) {
        return;
      }
      eldest.remove();
      forget(next);
    }
  }

  private void forget(@Nullable Remembered gone) {
    bytes -= gone == null ? 0 : gone.bytes;
  }

  int remembered() {
    return recent.size();
  }

  private Optional<Remembered> readFromState(String traceId, long now) {
    TracePart part = traces.event(traceId);
    if (part == null || !(part.getPart() instanceof ChatEvent event)) {
      return Optional.empty();
    }
    TraceIndex index = traces.index(traceId);
    TraceView view =
        new TraceView(
            event,
            traces.spans(traceId, index),
            part.getProbabilities(),
            index.getJudgements(),
            nonces.next());
    return Optional.of(new Remembered(view, TraceSize.of(part) + index.getSpanBytes(), now));
  }
}
