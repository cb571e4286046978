package io.evalstream.judgeclient;

import io.evalstream.async.Call;
import io.evalstream.async.Cost;
import io.evalstream.async.Quota;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judgeclient.code.CodeJudge;
import io.evalstream.judgeclient.heuristic.HeuristicJudge;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// Opens judges.
public final class Judges {

  private Judges() {}

  /// A judge that is ready to be asked; no connection is made before the first question.
  ///
  /// @param quotas hears what the judge says of its rate limits, on the threads of calls
  /// @param redaction what is hidden from judges behind an API
  public static Judge open(
      JudgeConfig config, Redaction redaction, Consumer<Quota> quotas, InstantSource clock) {
    return switch (config.api()) {
      case JudgeConfig.Heuristic _ -> new HeuristicJudge(config.name());
      case JudgeConfig.Panel _ -> throw new IllegalArgumentException("a jury needs its judges");
      case ChatApi api ->
          cached(config.habits(), chat(config, api, redaction, quotas, clock), clock);
    };
  }

  /// The judge of evaluators that are code.
  public static Judge code(String name, EvaluatorLibrary evaluators) {
    return new CodeJudge(name, evaluators);
  }

  private static Judge chat(
      JudgeConfig config,
      ChatApi api,
      Redaction redaction,
      Consumer<Quota> quotas,
      InstantSource clock) {
    ChatEndpoint endpoint =
        new ChatEndpoint(api.url(), api.revealedHeaders(), config.maxInFlight(), quotas, clock);
    return new RedactingJudge(new ChatJudge(config.name(), api, endpoint, clock), redaction);
  }

  private static Judge cached(Habits habits, Judge judge, InstantSource clock) {
    return habits.cacheEntries() == 0
        ? judge
        : new CachedJudge(judge, habits.cacheEntries(), habits.cacheLife(), clock);
  }

  /// Several judges as one.
  public static Judge jury(String name, List<Seat> seats) {
    return new Jury(name, seats);
  }

  /// A judge whose failing labels need the word of another one.
  public static Call<JudgeRequest, JudgeReply> confirmed(Seat judge, Seat second) {
    return new ConfirmingJudge(judge, second);
  }

  /// What the calls of a judge cost, in tokens.
  public static Cost<JudgeRequest, JudgeReply> cost(JudgeConfig config) {
    return switch (config.api()) {
      case JudgeConfig.Heuristic _, JudgeConfig.Panel _ -> Cost.none();
      case ChatApi api -> new TokenCost(api.maxOutputTokens());
    };
  }
}
