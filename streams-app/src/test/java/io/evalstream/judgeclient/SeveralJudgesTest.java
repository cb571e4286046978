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

  @Test
  void confirmationThatHasToWait_isARetry() throws Exception {
    CallResult<JudgeReply> later = new CallResult.Retry<>("http_503", "later", null, true);
    ConfirmingJudge judge =
        new ConfirmingJudge(seat("a", "unfaithful"), new Seat("b", (_, _) -> later));

    assertThat(judge.call(JudgeContract.GROUNDED, JudgeContract.FIRST)).isEqualTo(later);
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
    try (Jury jury =
        new Jury("panel", List.of(seat("a", one), seat("b", two), seat("c", three)))) {
      JudgeReply reply =
          JudgeContract.answer(jury.call(JudgeContract.GROUNDED, JudgeContract.FIRST));

      assertThat(label(reply)).isEqualTo(label);
      assertThat(reply.provenance().disputed()).isEqualTo(disputed);
      assertThat(reply.provenance().votes()).extracting(Vote::judge).containsExactly("a", "b", "c");
      assertThat(reply.usage().inputTokens()).isEqualTo(30);
    }
  }

  @Test
  void jurorWhoCannotBeUsed_pausesTheJury() throws Exception {
    CallResult<JudgeReply> pause =
        new CallResult.Pause<>("quota", "nothing left", Duration.ofMinutes(10));
    try (Jury jury =
        new Jury(
            "panel",
            List.of(
                seat("a", "faithful"), new Seat("b", (_, _) -> pause), seat("c", "faithful")))) {
      assertThat(jury.call(JudgeContract.GROUNDED, JudgeContract.FIRST)).isEqualTo(pause);
    }
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
