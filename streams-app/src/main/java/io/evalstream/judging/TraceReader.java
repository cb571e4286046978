package io.evalstream.judging;

import io.evalstream.event.ChatEvent;
import io.evalstream.judgement.Nonces;
import io.evalstream.judgement.TraceView;
import io.evalstream.state.TraceIndex;
import io.evalstream.state.TracePart;
import io.evalstream.topic.TraceStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads traces from the state. Judgements of one trace are often prepared one after the other, so
/// the last ones are remembered for some seconds: less than it takes until a trace id can come
/// again with another trace.
///
/// *Threading:* the stream thread only.
final class TraceReader {

  private static final int MOST_REMEMBERED = 256;
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(10);

  private final TraceStore traces;
  private final InstantSource clock;
  private final Nonces nonces = new Nonces();
  private final Map<String, Remembered> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private record Remembered(TraceView view, long readAt) {}

  TraceReader(TraceStore traces, InstantSource clock) {
    this.traces = traces;
    this.clock = clock;
  }

  /// Empty when the trace is not there.
  Optional<TraceView> read(String traceId) {
    long now = clock.millis();
    Remembered remembered = recent.get(traceId);
    if (remembered != null && now - remembered.readAt < REMEMBERED_FOR.toMillis()) {
      return Optional.of(remembered.view);
    }
    Optional<TraceView> view = readFromState(traceId);
    view.ifPresent(found -> recent.put(traceId, new Remembered(found, now)));
    return view;
  }

  private Optional<TraceView> readFromState(String traceId) {
    TracePart part = traces.event(traceId);
    if (part == null || !(part.getPart() instanceof ChatEvent event)) {
      return Optional.empty();
    }
    TraceIndex index = traces.index(traceId);
    return Optional.of(
        new TraceView(event, traces.spans(traceId, index), index.getJudgements(), nonces.next()));
  }
}
