package io.evalstream.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.ManualClock;
import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.judgement.TraceView;
import io.evalstream.state.TracePart;
import io.evalstream.topic.TraceStore;
import io.evalstream.topic.TraceStores;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceReaderTest {

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private TraceStore traces;
  private TraceReader reader;

  @BeforeEach
  void open() {
    traces = TraceStores.inMemory();
    reader = new TraceReader(traces, clock);
  }

  private void store(String response) {
    store("t", response);
  }

  private void store(String traceId, String response) {
    ChatEvent event = ChatEvent.newBuilder(Turns.event(traceId, 1)).setResponse(response).build();
    traces.putEvent(new TracePart(event, Map.of(), null, -1, -1L), event);
  }

  @Test
  void trace_isReadWhole() {
    RetrievalSpan span = Turns.span("t", "s-1", "doc-1");
    store("At nine.");
    traces.putSpan(new TracePart(span, Map.of(), null, -1, -1L), span);
    traces.putRequested("t", 3);

    TraceView view = reader.read("t").orElseThrow();

    assertThat(view.event()).isEqualTo(Turns.event("t", 1));
    assertThat(view.spans()).containsExactly(span);
    assertThat(view.judgements()).isEqualTo(3);
    assertThat(view.nonce()).matches("[0-9a-f]{16}");
  }

  @Test
  void nothing_isNotRemembered() {
    boolean before = reader.read("t").isPresent();
    store("At nine.");

    assertThat(before).isFalse();
    assertThat(reader.read("t")).isPresent();
  }

  /// Half a megabyte each, of which eight would fit without the rest of the event.
  @Test
  void largeTraces_areNotAllRemembered() {
    for (int i = 0; i < 20; i++) {
      store("t-" + i, "x".repeat(1 << 19));
      reader.read("t-" + i);
    }

    assertThat(reader.remembered()).isEqualTo(7);
  }

  @Test
  void oldTraces_areLetGoWithTheNextOne() {
    for (int i = 0; i < 20; i++) {
      store("t-" + i, "At nine.");
      reader.read("t-" + i);
    }
    clock.advance(Duration.ofSeconds(10));
    store("At nine.");
    reader.read("t");

    assertThat(reader.remembered()).isEqualTo(1);
  }

  /// A trace id may come again with another text, though not within seconds.
  @Test
  void remembered_isForgottenAfterSomeSeconds() {
    store("At nine.");
    TraceView first = reader.read("t").orElseThrow();
    store("At ten.");

    TraceView soon = reader.read("t").orElseThrow();
    clock.advance(Duration.ofSeconds(10));
    TraceView later = reader.read("t").orElseThrow();

    assertThat(soon).isSameAs(first);
    assertThat(later.event().getResponse()).isEqualTo("At ten.");
    assertThat(later.nonce()).isNotEqualTo(first.nonce());
  }
}
