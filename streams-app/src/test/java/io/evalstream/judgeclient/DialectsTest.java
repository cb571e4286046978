package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.CallResult;
import io.evalstream.devcluster.stub.AccountState;
import io.evalstream.devcluster.stub.Answerer;
import io.evalstream.devcluster.stub.Ending;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.NoAnswerException;
import io.evalstream.devcluster.stub.ReplyFormat;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.judge.Explain;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Outcome;
import java.util.EnumSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Judges of a configuration against a server that speaks both APIs, in every form that they can be
/// asked in.
@Timeout(60)
class DialectsTest {

  private static final String QUESTION = "When does the shop open?";

  /// Whatever is said of a late hour is not supported.
  private static final Answerer ANSWERER =
      (evaluator, labels, blocks) -> {
        String response = blocks.getOrDefault("response", "");
        if (response.contains("unknown")) {
          throw new NoAnswerException("never seen that");
        }
        return new Verdict(
            labels.get(response.contains("noon") ? labels.indexOf("unfaithful") : 0),
            "It says " + response);
      };

  /// The looser forms that there are before the one that is understood are tried once.
  @ParameterizedTest
  @CsvSource({
    "openai, JSON_SCHEMA, 0",
    "openai, TOOL, 1",
    "openai, JSON_OBJECT, 2",
    "openai, TEXT, 3",
    "anthropic, JSON_SCHEMA, 0",
    "anthropic, TOOL, 1",
    "anthropic, TEXT, 2"
  })
  void form_isLearntOnceAndGivesTheLabel(String api, ReplyFormat format, int refused)
      throws Exception {
    try (StubbedJudge judge = open(api, Faults.NONE.withUnderstood(EnumSet.of(format)))) {
      JudgeReply first = judge.ask(Explain.ALWAYS, QUESTION, "At nine.");
      JudgeReply second = judge.ask(Explain.ALWAYS, QUESTION, "At noon.");

      assertThat(first)
          .isInstanceOfSatisfying(
              JudgeReply.Labelled.class,
              reply -> {
                assertThat(reply.label()).isEqualTo("faithful");
                assertThat(reply.explanation()).isEqualTo("It says At nine.");
                assertThat(reply.usage().model()).isEqualTo("stub-1");
                assertThat(reply.usage().inputTokens()).isPositive();
                assertThat(reply.usage().outputTokens()).isPositive();
              });
      assertThat(label(second)).isEqualTo("unfaithful");
      assertThat(judge.stub().stats().calls(Ending.INVALID)).isEqualTo(refused);
      assertThat(judge.stub().stats().calls(Ending.ANSWERED)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("io.evalstream.judgeclient.StubbedJudge#forms")
  void explanation_isAskedForWhenItIsWanted(String api, ReplyFormat format) throws Exception {
    try (StubbedJudge judge = open(api, Faults.NONE.withUnderstood(EnumSet.of(format)))) {
      JudgeReply good = judge.ask(Explain.ON_FAIL, QUESTION, "At nine.");
      long callsForGood = judge.stub().stats().calls(Ending.ANSWERED);
      JudgeReply bad = judge.ask(Explain.ON_FAIL, QUESTION, "At noon.");
      long callsForBad = judge.stub().stats().calls(Ending.ANSWERED) - callsForGood;
      JudgeReply never = judge.ask(Explain.NEVER, QUESTION, "At noon.");

      assertThat(label(good)).isEqualTo("faithful");
      assertThat(explanation(good)).isNull();
      assertThat(callsForGood).isEqualTo(1);
      assertThat(label(bad)).isEqualTo("unfaithful");
      assertThat(explanation(bad)).isEqualTo("It says At noon.");
      assertThat(callsForBad).isEqualTo(2);
      assertThat(label(never)).isEqualTo("unfaithful");
      assertThat(explanation(never)).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai, BROKEN_JSON, UNPARSEABLE, 2",
    "openai, WRONG_LABEL, UNPARSEABLE, 2",
    "openai, TRUNCATED, TRUNCATED, 2",
    "openai, REFUSED, REFUSED, 1",
    "anthropic, BROKEN_JSON, UNPARSEABLE, 2",
    "anthropic, WRONG_LABEL, UNPARSEABLE, 2",
    "anthropic, TRUNCATED, TRUNCATED, 2",
    "anthropic, REFUSED, REFUSED, 1"
  })
  void faultyReply_hasItsOutcome(String api, Ending fault, Outcome outcome, int calls)
      throws Exception {
    for (ReplyFormat format : EnumSet.of(ReplyFormat.JSON_SCHEMA, ReplyFormat.TOOL)) {
      Faults faults = Faults.NONE.with(fault, 1).withUnderstood(EnumSet.of(format));
      try (StubbedJudge judge = open(api, faults)) {
        JudgeReply reply = judge.ask(Explain.ALWAYS, QUESTION, "At nine.");

        assertThat(outcome(reply)).as("%s", format).isEqualTo(outcome);
        assertThat(judge.stub().stats().calls(fault)).as("%s", format).isEqualTo(calls);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic"})
  void requestThatIsNotServed_hasItsOutcome(String api) throws Exception {
    try (StubbedJudge judge = open(api, Faults.NONE.withContextTokens(10))) {
      JudgeReply tooLong = judge.ask(Explain.ALWAYS, QUESTION, "At nine.");
      judge.stub().setFaults(Faults.NONE);
      JudgeReply unknown = judge.ask(Explain.ALWAYS, QUESTION, "unknown");

      assertThat(outcome(tooLong)).isEqualTo(Outcome.TOO_LONG);
      assertThat(outcome(unknown)).isEqualTo(Outcome.REJECTED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai, SERVER_ERROR, http_503, true",
    "openai, RATE_LIMITED, http_429, true",
    "openai, RESET, io, false",
    "openai, GARBAGE, io, false",
    "anthropic, SERVER_ERROR, http_529, true",
    "anthropic, RATE_LIMITED, http_429, true",
    "anthropic, RESET, io, false",
    "anthropic, GARBAGE, io, false"
  })
  void failureThatMayPass_isARetry(String api, Ending fault, String reason, boolean overloaded)
      throws Exception {
    try (StubbedJudge judge = open(api, Faults.NONE.with(fault, 1))) {
      CallResult<JudgeReply> result = judge.call(Explain.ALWAYS, QUESTION, "At nine.");

      assertThat(result)
          .isInstanceOfSatisfying(
              CallResult.Retry.class,
              retry -> {
                assertThat(retry.reason()).isEqualTo(reason);
                assertThat(retry.overloaded()).isEqualTo(overloaded);
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai, QUOTA_EXHAUSTED, quota",
    "openai, BAD_CREDENTIALS, credentials",
    "openai, MODEL_NOT_FOUND, not_found",
    "anthropic, QUOTA_EXHAUSTED, quota",
    "anthropic, BAD_CREDENTIALS, credentials",
    "anthropic, MODEL_NOT_FOUND, not_found"
  })
  void stateOfTheAccount_isAPause(String api, AccountState state, String reason) throws Exception {
    try (StubbedJudge judge = open(api, Faults.NONE.withState(state))) {
      CallResult<JudgeReply> result = judge.call(Explain.ALWAYS, QUESTION, "At nine.");

      assertThat(result)
          .isInstanceOfSatisfying(
              CallResult.Pause.class, pause -> assertThat(pause.reason()).isEqualTo(reason));
    }
  }

  private static StubbedJudge open(String api, Faults faults) throws Exception {
    return StubbedJudge.open(api, ANSWERER, faults);
  }

  private static String label(JudgeReply reply) {
    return ((JudgeReply.Labelled) reply).label();
  }

  private static String explanation(JudgeReply reply) {
    return ((JudgeReply.Labelled) reply).explanation();
  }

  private static Outcome outcome(JudgeReply reply) {
    return ((JudgeReply.Unlabelled) reply).outcome();
  }
}
