package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowBookTest {

  private static final Flow NOISY = new Flow("noisy", "faithfulness");
  private static final Flow QUIET = new Flow("quiet", "faithfulness");
  private static final int SECOND = 1_000;

  private final FlowBook book = new FlowBook(100);

  private void admit(Flow flow, int count) {
    for (int i = 0; i < count; i++) {
      book.admitted(flow, 0);
    }
  }

  private void end(Flow flow, int count) {
    for (int i = 0; i < count; i++) {
      book.ended(flow);
    }
  }

  @Test
  void lastTenth_isForFlowsBelowTheirPart() {
    admit(NOISY, 89);
    admit(QUIET, 1);

    assertThat(book.isFull(NOISY)).isTrue();
    assertThat(book.isFull(QUIET)).isFalse();
    assertThat(book.isFull(new Flow("new", "faithfulness"))).isFalse();
  }

  @Test
  void belowNineTenths_nobodyIsRefused() {
    admit(NOISY, 89);

    assertThat(book.isFull(NOISY)).isFalse();
  }

  @Test
  void full_isFullForAll() {
    admit(NOISY, 90);
    admit(QUIET, 10);

    assertThat(book.isFull(QUIET)).isTrue();
    assertThat(book.isFull(new Flow("new", "faithfulness"))).isTrue();
  }

  @Test
  void fill_isThatOfTheFlowsWithTheirPart() {
    admit(NOISY, 60);
    admit(QUIET, 20);

    Map<Flow, FlowLoad> loads = book.measure(flow -> null, 0);

    assertThat(loads.get(NOISY)).isEqualTo(new FlowLoad(60, 0, 0.8));
    assertThat(loads.get(QUIET)).isEqualTo(new FlowLoad(20, 0, 0));
  }

  @Test
  void expectedWait_isPendingOverWhatEndsWhileThereIsAQueue() {
    admit(NOISY, 100);
    book.measure(flow -> 0L, 0);
    end(NOISY, 20);

    FlowLoad load = book.measure(flow -> 0L, SECOND).get(NOISY);

    // 80 are left, and 20 end in a second.
    assertThat(load).isEqualTo(new FlowLoad(80, 4_000, 0.8));
  }

  @Test
  void withoutQueue_nobodyWaits() {
    admit(NOISY, 10);
    book.measure(flow -> 0L, 0);
    end(NOISY, 1);

    FlowLoad load = book.measure(flow -> null, SECOND).get(NOISY);

    assertThat(load.expectedWaitMillis()).isZero();
  }

  @Test
  void whatEndsWithoutAQueue_saysNothingOfTheRate() {
    admit(NOISY, 100);
    end(NOISY, 50);
    book.measure(flow -> 0L, SECOND);

    FlowLoad load = book.measure(flow -> (long) SECOND, 2 * SECOND).get(NOISY);

    assertThat(load.expectedWaitMillis()).as("so far").isEqualTo(SECOND);
  }

  @Test
  void nothingEnds_theWaitGrowsWithTime() {
    admit(NOISY, 100);
    book.measure(flow -> 0L, 0);
    end(NOISY, 20);
    book.measure(flow -> 0L, SECOND);

    long early = book.measure(flow -> 0L, 30 * SECOND).get(NOISY).expectedWaitMillis();
    long late = book.measure(flow -> 0L, 600 * SECOND).get(NOISY).expectedWaitMillis();

    assertThat(early).isGreaterThanOrEqualTo(30 * SECOND);
    assertThat(late).isGreaterThanOrEqualTo(600 * SECOND);
  }

  @Test
  void flowWithoutRequests_isForgottenAfterAWhile() {
    admit(NOISY, 1);
    admit(QUIET, 1);
    end(QUIET, 1);

    Map<Flow, FlowLoad> soon = book.measure(flow -> null, SECOND);
    Map<Flow, FlowLoad> later = book.measure(flow -> null, 62 * SECOND);

    assertThat(soon).containsOnlyKeys(NOISY, QUIET);
    assertThat(later).containsOnlyKeys(NOISY);
  }

  @Test
  void evenPart_isThatOfTheFlowsWithRequests() {
    admit(NOISY, 60);
    admit(QUIET, 40);
    end(QUIET, 40);
    admit(new Flow("other", "faithfulness"), 30);

    Map<Flow, FlowLoad> loads = book.measure(flow -> null, 0);

    // Of 90 the even part of two flows is 45, that of three would be 30.
    assertThat(loads.get(NOISY).fill()).isEqualTo(0.9);
    assertThat(loads.get(new Flow("other", "faithfulness")).fill()).isZero();
  }

  @Test
  void endOfNothing_isAMistake() {
    assertThatThrownBy(() -> book.ended(NOISY)).hasMessageContaining("nothing pending");
  }
}
