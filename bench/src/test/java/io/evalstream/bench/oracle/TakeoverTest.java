package io.evalstream.bench.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeoverTest {

  private static final Loss AT_10 = new Loss("A1", "kill -9", at(10));

  @Test
  void partitionsOfTheLostOne_areTimedToTheirFirstEvaluationByAnother() {
    List<Takeover> takeovers =
        Takeover.of(
            List.of(AT_10),
            List.of(
                ended(0, "A1", 9),
                ended(0, "B1", 22),
                ended(0, "B1", 18),
                ended(1, "A1", 8),
                ended(1, "A2", 19),
                ended(2, "B1", 9),
                ended(2, "B1", 11)));

    assertThat(takeovers)
        .containsExactly(
            new Takeover(AT_10, List.of(Duration.ofSeconds(8), Duration.ofSeconds(9)), 0));
  }

  @Test
  void partitionThatTheLostOneHadLeftBefore_doesNotCount() {
    List<Takeover> takeovers =
        Takeover.of(
            List.of(AT_10), List.of(ended(0, "A1", 5), ended(0, "B1", 9), ended(0, "B1", 12)));

    assertThat(takeovers).containsExactly(new Takeover(AT_10, List.of(), 0));
  }

  @Test
  void whatMovesAfterTheNextLoss_isNoTimeOfThisOne() {
    Loss next = new Loss("B1", "freeze", at(15));

    List<Takeover> takeovers =
        Takeover.of(List.of(AT_10, next), List.of(ended(0, "A1", 9), ended(0, "C1", 20)));

    assertThat(takeovers)
        .containsExactly(new Takeover(AT_10, List.of(), 1), new Takeover(next, List.of(), 0));
  }

  @Test
  void evaluationsThatNobodyMade_areLeftOut() {
    List<Takeover> takeovers =
        Takeover.of(
            List.of(AT_10), List.of(ended(0, "A1", 9), ended(0, null, 11), ended(0, "B1", 13)));

    assertThat(takeovers.getFirst().times()).containsExactly(Duration.ofSeconds(3));
  }

  private static Ended ended(int partition, String life, int second) {
    return new Ended(
        new Judgement("t", "e", null),
        "id",
        "app",
        life == null ? "expired" : "judged",
        null,
        null,
        1,
        life,
        at(second),
        at(second),
        partition,
        second);
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }
}
