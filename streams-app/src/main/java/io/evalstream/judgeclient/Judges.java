package io.evalstream.judgeclient;

import io.evalstream.judge.Judge;
import io.evalstream.judgeclient.heuristic.HeuristicJudge;
import java.time.InstantSource;

/// Opens judges.
public final class Judges {

  private Judges() {}

  /// A judge that is ready to be asked; no connection is made before the first question.
  public static Judge open(JudgeConfig config) {
    return open(config, InstantSource.system());
  }

  static Judge open(JudgeConfig config, InstantSource clock) {
    return switch (config.api()) {
      case JudgeConfig.Heuristic _ -> new HeuristicJudge(config.name());
      case OpenAiApi api ->
          new OpenAiJudge(
              config.name(),
              api,
              new ChatEndpoint(
                  api.chatCompletions(), api.revealedHeaders(), config.maxInFlight(), clock),
              clock);
    };
  }
}
