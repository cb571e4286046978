package io.evalstream.judgeclient;

import io.evalstream.config.Section;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/// A judge as the configuration describes it, under `judges.<name>`.
///
/// @param maxInFlight how many calls may run at the same time
/// @param callTimeout when the operator gives up on one call
public record JudgeConfig(String name, Api api, int maxInFlight, Duration callTimeout) {

  /// Who is behind the judge.
  public sealed interface Api permits Heuristic, OpenAiApi {}

  /// Nobody: word counts in this process.
  public record Heuristic() implements Api {}

  private static final Map<String, Function<Section, Api>> APIS =
      Map.of("openai", OpenAiApi::read, "heuristic", _ -> new Heuristic());

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(30);

  /// Keys: `api` (openai or heuristic, default openai), `max_in_flight` (1 to 10000, default 64),
  /// `call_timeout` (100ms to 30m, default 60s), and those of [OpenAiApi] for openai.
  public static JudgeConfig read(String name, Section section) {
    return new JudgeConfig(
        name,
        section.oneOf("api", APIS, OpenAiApi::read).apply(section),
        section.integer("max_in_flight", 64, 1, 10_000),
        section.duration(
            "call_timeout", Duration.ofSeconds(60), SHORTEST_TIMEOUT, LONGEST_TIMEOUT));
  }
}
