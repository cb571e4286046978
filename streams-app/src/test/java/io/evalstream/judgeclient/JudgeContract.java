package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Explain;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.QuestionHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every judge promises, whoever answers.
public interface JudgeContract {

  JudgeRequest GROUNDED =
      new JudgeRequest(
          "e-1",
          "faithfulness",
          QuestionHash.of(List.of("q-1")),
          new Prompt("You are a judge.", "Is it faithful?"),
          List.of("faithful", "unfaithful"),
          Set.of("unfaithful"),
          Explain.ALWAYS,
          Map.of(
              "question", "When does the shop open?",
              "documents", "The shop opens at nine on weekdays.",
              "response", "The shop opens at nine on weekdays."));

  Attempt FIRST = new Attempt("e-1", 1, Duration.ofSeconds(10));

  /// A judge that is ready and can answer [#GROUNDED].
  Judge judge();

  @Test
  default void reply_isTerminalAndOneOfTheOffered() throws Exception {
    JudgeReply reply = answer(judge().call(GROUNDED, FIRST));

    assertThat(reply).isInstanceOf(JudgeReply.Labelled.class);
    assertThat(GROUNDED.labels()).contains(((JudgeReply.Labelled) reply).label());
  }

  @Test
  default void labelsThatDoNotFit_giveNoLabel() throws Exception {
    JudgeRequest other =
        new JudgeRequest(
            "e-2",
            GROUNDED.evaluator(),
            GROUNDED.question(),
            GROUNDED.prompt(),
            List.of("yes", "no"),
            Set.of("no"),
            Explain.ALWAYS,
            GROUNDED.fields());

    JudgeReply reply = answer(judge().call(other, FIRST));

    assertThat(reply).isInstanceOf(JudgeReply.Unlabelled.class);
    assertThat(((JudgeReply.Unlabelled) reply).outcome()).isNotEqualTo(Outcome.JUDGED);
  }

  @Test
  default void reply_namesItsModelAndExplains() throws Exception {
    JudgeReply.Labelled reply = (JudgeReply.Labelled) answer(judge().call(GROUNDED, FIRST));

    assertThat(reply.usage().model()).isNotBlank();
    assertThat(reply.explanation()).isNotBlank();
  }

  @Test
  default void manyThreads_getTheSameReply() throws Exception {
    Judge judge = judge();
    List<Future<CallResult<JudgeReply>>> calls = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        calls.add(threads.submit(() -> judge.call(GROUNDED, FIRST)));
      }
    }

    JudgeReply first = answer(calls.getFirst().get());
    for (Future<CallResult<JudgeReply>> call : calls) {
      assertThat(answer(call.get())).isEqualTo(first);
    }
  }

  static JudgeReply answer(CallResult<JudgeReply> result) {
    assertThat(result).isInstanceOf(CallResult.Answered.class);
    return ((CallResult.Answered<JudgeReply>) result).answer();
  }
}
