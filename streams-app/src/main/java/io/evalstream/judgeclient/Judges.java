package io.evalstream.judgeclient;

import io.evalstream.async.Cost;
import io.evalstream.async.Quota;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judgeclient.heuristic.HeuristicJudge;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Opens judges.
public final class Judges {

  private Judges() {}

  /// A judge that is ready to be asked; no connection is made before the first question.
  ///
  /// @param quotas hears what the judge says of its rate limits, on the threads of calls
  public static Judge open(JudgeConfig config, Consumer<Quota> quotas, InstantSource clock) {
    return switch (config.api()) {
      case JudgeConfig.Heuristic _ -> new HeuristicJudge(config.name());
      case ChatApi api ->
          new ChatJudge(
              config.name(),
              api,
              new ChatEndpoint(
                  api.url(), api.revealedHeaders(), config.maxInFlight(), quotas, clock),
              clock);
    };
  }

  /// What the calls of a judge cost, in tokens.
  public static Cost<JudgeRequest, JudgeReply> cost(JudgeConfig config) {
    return switch (config.api()) {
      case JudgeConfig.Heuristic _ -> Cost.none();
      case ChatApi api -> new TokenCost(api.maxOutputTokens());
    };
  }
}
