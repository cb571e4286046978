package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.CallResult;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import io.evalstream.judge.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A judge whose failures are confirmed, and a jury. A label `-` is a reply without one.
class SeveralJudgesTest {

  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "faithful, unfaithful, faithful, false, 1",
    "unfaithful, unfaithful, unfaithful, false, 2",
    "unfaithful, faithful, faithful, true, 2",
    "unfaithful, -, unfaithful, false, 2"
  })
  void failure_needsTheWordOfBoth(
      String first, String second, String label, boolean disputed, int calls) throws Exception {
    ConfirmingJudge judge = new ConfirmingJudge(seat("a", first), seat("b", second));

    JudgeReply reply =
        JudgeContract.answer(judge.call(JudgeContract.GROUNDED, JudgeContract.FIRST));

    assertThat(label(reply)).isEqualTo(label);
    assertThat(reply.provenance().disputed()).isEqualTo(disputed);
    assertThat(asked).hasSize(calls);
    // Each call takes 10 tokens and 1 dollar.
    assertThat(reply.usage().inputTokens()).isEqualTo(10L * calls);
    assertThat(reply.usage().costUsd()).isEqualTo(calls);
    assertThat(reply.provenance().votes()).hasSize(calls == 2 ? 2 : 0);
  }

  /// The first judge is not to blame: its gate must hear of an answer, and its label stands.
  @Test
  void secondJudgeWhoCannotBeAsked_leavesTheLabel() throws Exception {
    ConfirmingJudge judge =
        new ConfirmingJudge(
            seat("a", "unfaithful"),
            new Seat(
                "b",
                (_, _) -> new CallResult.Pause<>("quota", "nothing left", Duration.ofMinutes(10))));

    JudgeReply reply =
        JudgeContract.answer(judge.call(JudgeContract.GROUNDED, JudgeContract.FIRST));

    assertThat(label(reply)).isEqualTo("unfaithful");
    assertThat(reply.provenance().disputed()).isFalse();
    assertThat(reply.provenance().votes())
        .extracting(Vote::outcome)
        .containsExactly(Outcome.JUDGED, Outcome.PROVIDER_ERROR);
    assertThat(reply.usage().costUsd()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @CsvSource({
    "faithful, faithful, faithful, faithful, false",
    "faithful, unfaithful, faithful, faithful, true",
    "unfaithful, faithful, unfaithful, unfaithful, true",
    "unfaithful, unfaithful, -, unfaithful, false",
    "unfaithful, faithful, -, -, true",
    "unfaithful, -, -, -, false"
  })
  void moreThanHalf_decide(
      String one, String two, String three, @Nullable String label, boolean disputed)
      throws Exception {
    try (Jury jury = new Jury("panel", List.of(seat("a", one), seat("b", two), seat("c", three)))) {
      JudgeReply reply =
          JudgeContract.answer(jury.call(JudgeContract.GROUNDED, JudgeContract.FIRST));

      assertThat(label(reply)).isEqualTo(label);
      assertThat(reply.provenance().disputed()).isEqualTo(disputed);
      assertThat(reply.provenance().votes()).extracting(Vote::judge).containsExactly("a", "b", "c");
      assertThat(reply.usage().inputTokens()).isEqualTo(30);
    }
  }

  @Test
  void jurorWhoCannotBeAsked_isNotWaitedForWhenTheOthersDecide() throws Exception {
    try (Jury jury =
        new Jury("panel", List.of(seat("a", "faithful"), pausing(), seat("c", "faithful")))) {
      JudgeReply reply =
          JudgeContract.answer(jury.call(JudgeContract.GROUNDED, JudgeContract.FIRST));

      assertThat(label(reply)).isEqualTo("faithful");
      assertThat(reply.provenance().votes().get(1).outcome()).isEqualTo(Outcome.PROVIDER_ERROR);
    }
  }

  @Test
  void jurorWhoseWordIsNeeded_pausesTheJury() throws Exception {
    try (Jury jury =
        new Jury("panel", List.of(seat("a", "faithful"), pausing(), seat("c", "unfaithful")))) {
      assertThat(jury.call(JudgeContract.GROUNDED, JudgeContract.FIRST))
          .isInstanceOf(CallResult.Pause.class);
    }
  }

  private static Seat pausing() {
    return new Seat(
        "b", (_, _) -> new CallResult.Pause<>("quota", "nothing left", Duration.ofMinutes(10)));
  }

  private static String label(JudgeReply reply) {
    return reply instanceof JudgeReply.Labelled labelled ? labelled.label() : "-";
  }

  private Seat seat(String name, String label) {
    Usage usage = new Usage("m-" + name, 10, 1, 1.0);
    JudgeReply reply =
        label.equals("-")
            ? new JudgeReply.Unlabelled(Outcome.REFUSED, "no", usage)
            : new JudgeReply.Labelled(label, "because", usage);
    return new Seat(
        name,
        (_, _) -> {
          synchronized (asked) {
            asked.add(name);
          }
          return new CallResult.Answered<>(reply);
        });
  }
}
