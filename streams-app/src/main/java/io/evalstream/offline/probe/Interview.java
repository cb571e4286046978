package io.evalstream.offline.probe;

import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Ending;
import io.evalstream.async.Flow;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Result;
import io.evalstream.async.Work;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.offline.CallLoop;
import io.evalstream.offline.UnusableJudgeException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/// Many questions to one judge, with its limits and retries.
public record Interview(Peer<JudgeRequest, JudgeReply> judge, AsyncSettings limits) {

  /// Something to find out.
  public interface Probe {

    /// Tells this probe from the others of the interview.
    String id();

    /// What the judge is asked. May be called several times; the same question each time.
    JudgeRequest question();
  }

  /// What came of a probe.
  public sealed interface Answer {

    /// A label, or the answer to an open question.
    record Given(String text) implements Answer {}

    /// Nothing.
    ///
    /// @param why for people
    record None(Outcome outcome, String why) implements Answer {}
  }

  /// Asks everything.
  ///
  /// @param answers hears each answer as it comes, on this thread
  public <P extends Probe> void hold(Collection<P> probes, BiConsumer<P, Answer> answers)
      throws InterruptedException, UnusableJudgeException {
    try (CallLoop<P, JudgeRequest, JudgeReply> calls =
        new CallLoop<>(
            List.of(judge),
            limits,
            new Asking<P>(judge),
            InstantSource.system(),
            result -> answers.accept(result.request(), answer(result)))) {
      for (P probe : probes) {
        calls.ask(probe);
      }
      calls.finish();
    }
  }

  /// Every question goes to the one judge.
  private record Asking<P extends Probe>(Peer<JudgeRequest, JudgeReply> judge)
      implements Work<String, P, JudgeRequest, JudgeReply> {

    @Override
    public String id(P probe) {
      return probe.id();
    }

    @Override
    public Peer<JudgeRequest, JudgeReply> peer(P probe) {
      return judge;
    }

    @Override
    public Flow flow(String id, P probe) {
      return new Flow("probes", "probes");
    }

    @Override
    public Prepared<JudgeRequest, JudgeReply> prepare(String id, P probe) {
      return new Prepared.Ready<>(probe.question());
    }
  }

  private static Answer answer(Result<?, JudgeReply> result) {
    return switch (result.ending()) {
      case Ending.Answered<JudgeReply>(JudgeReply.Labelled labelled) ->
          new Answer.Given(labelled.label());
      case Ending.Answered<JudgeReply>(
              JudgeReply.Unlabelled(Outcome outcome, String why, var _, var _)) ->
          new Answer.None(outcome, why);
      case Ending.Exhausted<JudgeReply>(String reason, String detail) ->
          new Answer.None(Outcome.PROVIDER_ERROR, reason + ": " + detail);
      case Ending.Expired<JudgeReply>(String detail) -> new Answer.None(Outcome.EXPIRED, detail);
      case Ending.Shed<JudgeReply> _ -> new Answer.None(Outcome.SHED, "too many were waiting");
      case Ending.Abandoned<JudgeReply> _ -> new Answer.None(Outcome.ABANDONED, "");
    };
  }
}
