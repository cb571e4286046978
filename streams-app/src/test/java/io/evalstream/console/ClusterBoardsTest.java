package io.evalstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.metric.FunnelStep;
import org.junit.jupiter.api.Test;

class ClusterBoardsTest {

  private static final FunnelStep STEP = new FunnelStep("docs-bot", "chat_event", "received");

  @Test
  void whatOthersHave_isShownInsteadOfWhatWasThere_withWhatComesLater() {
    ClusterBoards boards = new ClusterBoards();
    boards.count("task-0", STEP, 7L);
    ClusterBoards filled = new ClusterBoards();
    filled.count("task-1", STEP, 2L);
    assertThat(boards.funnel()).containsEntry(STEP, 7L);

    boards.show(filled);
    assertThat(boards.funnel()).containsEntry(STEP, 2L);

    filled.count("task-1", STEP, 3L);
    assertThat(boards.funnel()).containsEntry(STEP, 3L);
  }
}
