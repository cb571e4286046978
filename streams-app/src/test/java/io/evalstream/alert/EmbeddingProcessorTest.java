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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmbeddingProcessorTest {

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final List<String> leftOut = new ArrayList<>();
  private final ProcessorLives<Arrival, EmbeddingPart> lives =
      new ProcessorLives<>(
          clock,
          List.of(EmbeddingTopology.stores().getFirst()),
          () -> new EmbeddingProcessor(Set.of(Turns.APP), leftOut::add, clock));

  private void send(String app, Float... embedding) {
    send(Turns.eventOf(app, "t"), embedding);
  }

  private void send(ChatEvent without, Float... embedding) {
    ChatEvent event = ChatEvent.newBuilder(without).setQueryEmbedding(List.of(embedding)).build();
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
                Turns.NOON,
                Turns.NOON.plusSeconds(10),
                3L,
                3.0,
                3.0,
                List.of(3.0, 1.0),
                6.0,
                0.0,
                0L),
            new EmbeddingPart(
                Turns.NOON.plusSeconds(10),
                Turns.NOON.plusSeconds(20),
                3L,
                3.0,
                3.0,
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

  /// Two models that answer by turns are two records in ten seconds, not one for each event.
  @Test
  void lengthsByTurns_areOneRecordEach() {
    for (int i = 0; i < 10; i++) {
      send(Turns.APP, 1f, 0f);
      send(Turns.APP, 1f);
    }
    lives.restart(() -> new EmbeddingProcessor(Set.of(Turns.APP), leftOut::add, clock));
    send(Turns.APP, 1f);
    lives.after(Duration.ofSeconds(10));

    assertThat(lives.forwarded())
        .extracting(EmbeddingPart::getN, part -> part.getSum().size())
        .containsExactlyInAnyOrder(tuple(10L, 2), tuple(11L, 1));
  }

  @Test
  void thirdLengthInTenSeconds_isLeftOut_untilTheOthersAreTold() {
    send(Turns.APP, 1f);
    send(Turns.APP, 1f, 0f);
    send(Turns.APP, 1f, 0f, 0f);
    lives.after(Duration.ofSeconds(10));
    send(Turns.APP, 1f, 0f, 0f);
    lives.after(Duration.ofSeconds(10));

    assertThat(leftOut).containsExactly(Turns.APP);
    assertThat(lives.forwarded())
        .extracting(part -> part.getSum().size())
        .containsExactlyInAnyOrder(1, 2, 3);
  }

  /// Of weights 1 and 4: 1 + 4, 1 + 16, 1 * 2 + 4 * 3, 1 * 4 + 4 * 9.
  @Test
  void eventThatTheAppSampled_standsForOthers() {
    send(Turns.APP, 2f);
    send(
        ChatEvent.newBuilder(Turns.eventOf(Turns.APP, "t")).setSamplingProbability(0.25).build(),
        3f);
    lives.after(Duration.ofSeconds(10));

    assertThat(lives.forwarded())
        .containsExactly(
            new EmbeddingPart(
                Turns.NOON,
                Turns.NOON.plusSeconds(10),
                2L,
                5.0,
                17.0,
                List.of(14.0),
                40.0,
                0.0,
                0L));
  }

  @Test
  void whatNobodyWatches_costsNothing() {
    send("another", 1f, 0f);
    send(Turns.APP);

    assertThat(lives.ticks()).isFalse();
    assertThat(lives.keys(StoreNames.EMBEDDINGS)).isEmpty();
  }
}
