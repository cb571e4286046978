package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.state.EmbeddingPart;
import io.evalstream.topic.StoreNames;
import io.evalstream.trace.Arrival;
import io.evalstream.trace.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmbeddingProcessorTest {

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final ProcessorLives<Arrival, EmbeddingPart> lives =
      new ProcessorLives<>(
          clock,
          List.of(EmbeddingTopology.stores().getFirst()),
          () -> new EmbeddingProcessor(Set.of(Turns.APP), clock));

  private void send(String app, Float... embedding) {
    ChatEvent event =
        ChatEvent.newBuilder(Turns.eventOf(app, "t")).setQueryEmbedding(List.of(embedding)).build();
    lives.process("t", new Arrival.OfEvent(event, new Origin("t", 0, 0), Map.of()));
  }

  /// The differences of the three pairs are (1, 0), (0, 1) and (2, 1): their products are 0 and 1,
  /// and 0² / 4 + 1² / 4 is a quarter.
  @Test
  void tenSeconds_areOneRecord_andPairsGoOnAcrossThem() {
    send(Turns.APP, 2f, 0f);
    send(Turns.APP, 1f, 0f);
    send(Turns.APP, 0f, 1f);
    lives.after(Duration.ofSeconds(10));
    send(Turns.APP, 0f, 0f);
    send(Turns.APP, 3f, 2f);
    send(Turns.APP, 1f, 1f);
    lives.after(Duration.ofSeconds(10));

    assertThat(lives.forwarded())
        .containsExactly(
            new EmbeddingPart(
                Turns.NOON, Turns.NOON.plusSeconds(10), 3L, List.of(3.0, 1.0), 6.0, 0.0, 0L),
            new EmbeddingPart(
                Turns.NOON.plusSeconds(10),
                Turns.NOON.plusSeconds(20),
                3L,
                List.of(4.0, 3.0),
                15.0,
                0.25,
                2L));
    assertThat(lives.ticks()).isFalse();
    assertThat(lives.keys(StoreNames.EMBEDDINGS)).isEmpty();
  }

  @Test
  void lengths_areToldApart() {
    send(Turns.APP, 1f, 0f);
    send(Turns.APP, 1f);
    send(Turns.APP, 2f);
    lives.after(Duration.ofSeconds(10));

    assertThat(lives.forwarded())
        .extracting(EmbeddingPart::getN, EmbeddingPart::getSum)
        .containsExactly(tuple(1L, List.of(1.0, 0.0)), tuple(2L, List.of(3.0)));
  }

  @Test
  void whatNobodyWatches_costsNothing() {
    send("another", 1f, 0f);
    send(Turns.APP);

    assertThat(lives.ticks()).isFalse();
    assertThat(lives.keys(StoreNames.EMBEDDINGS)).isEmpty();
  }
}
