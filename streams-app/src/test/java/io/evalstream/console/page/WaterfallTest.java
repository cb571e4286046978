package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaterfallTest {

  private static final Instant NOON = Stories.NOON;

  @Test
  void steps_standWhereTheyWereInTheTurn() {
    List<Lane> turn = Waterfall.of(Stories.UNGROUNDED).turn();

    // 2300 ms to noon. The retrieval ended 1900 ms before and took 310: it began after 90 ms. A
    // millisecond is 996 / 2300 wide, and each bar is 4 wider.
    assertThat(turn)
        .extracting(Lane::name, Lane::bar, Lane::took)
        .containsExactly(
            tuple("Whole turn", new Lane.Bar("0.0", "1000.0"), "2.3 s"),
            tuple("Retrieval 1", new Lane.Bar("39.0", "138.2"), "310 ms"),
            tuple("Generation", new Lane.Bar("173.2", "826.8"), "1.9 s"));
    assertThat(turn.getFirst().tokens()).isEqualTo("1,840 in, 61 out");
  }

  @Test
  void whatIsNotKnown_isNotDrawn() {
    List<Lane> turn = Waterfall.of(Stories.BARE).turn();

    assertThat(turn).allMatch(lane -> lane.bar() == null && lane.took().equals("time not sent"));
    assertThat(Waterfall.of(Stories.TOOLS).turn())
        .filteredOn(lane -> lane.bar() == null)
        .extracting(Lane::name)
        .containsExactly("Tool call: find_order", "Tool call: now");
  }

  @Test
  void judgementsOfAnEvaluator_areOneLaneFromTheFirstRequestToTheLastEnd() {
    JudgedTrace trace =
        Stories.trace(
            Stories.event("trace"),
            List.of(),
            List.of(judged("a", 5_000, 1_000L), judged("a", 7_000, 500L), judged("b", 7_000, null)),
            "ok");

    List<Lane> judging = Waterfall.of(trace).judging();

    assertThat(judging)
        .extracting(Lane::name, Lane::took)
        .containsExactly(tuple("a", "3.0 s"), tuple("b", "time not sent"));
    assertThat(judging.getFirst().note()).isEqualTo("2 judgements, done 7.0 s after the response");
    assertThat(judging.getFirst().tokens()).isEqualTo("2,400 in, 170 out");
  }

  @Test
  void judgingBeforeTheResponse_isSaidToBeOfTheClocks() {
    JudgedTrace trace =
        Stories.trace(Stories.event("trace"), List.of(), List.of(judged("a", -2_000, 10L)), "ok");

    assertThat(Waterfall.of(trace).judging().getFirst().note())
        .isEqualTo("done before the response, by the clocks");
  }

  private static Evaluation judged(
      String evaluator, long millisAfterNoon, @Nullable Long latencyMillis) {
    return Stories.evaluation(evaluator, "response", "good", false)
        .setEvaluatedAt(NOON.plusMillis(millisAfterNoon))
        .setLatencyMs(latencyMillis)
        .build();
  }
}
