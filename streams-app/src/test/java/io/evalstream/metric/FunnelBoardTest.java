package io.evalstream.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunnelBoardTest {

  private static final FunnelStep STEP = new FunnelStep("docs-bot", "chat_event", "received");

  private final FunnelBoard board = new FunnelBoard();

  @Test
  void tasks_addUp() {
    board.put("0_0", STEP, 3);
    board.put("0_1", STEP, 4);

    assertThat(board.count(STEP)).isEqualTo(7);
    assertThat(board.counts()).isEqualTo(Map.of(STEP, 7L));
  }

  @Test
  void taskThatLeft_isNotCounted() {
    board.put("0_0", STEP, 3);
    board.put("0_1", STEP, 4);

    board.leave("0_0");

    assertThat(board.count(STEP)).isEqualTo(4);
  }

  @Test
  void listener_hearsOfEachStepOnce() {
    List<FunnelStep> heard = new ArrayList<>();
    board.onNew(heard::add);

    board.put("0_0", STEP, 1);
    board.put("0_0", STEP, 2);
    board.put("0_1", STEP, 1);

    assertThat(heard).containsExactly(STEP);
  }

  @Test
  void funnel_goesOnFromWhatIsStored() {
    Map<String, Long> store = new HashMap<>();
    new Funnel(board, "0_0", store::get, store::put).count("docs-bot", "chat_event", "received");

    new Funnel(board, "0_0", store::get, store::put).count("docs-bot", "chat_event", "received");

    assertThat(board.count(STEP)).isEqualTo(2);
    assertThat(store.keySet()).extracting(FunnelStep::fromText).containsExactly(STEP);
  }
}
