package io.evalstream.judgeclient;

import io.evalstream.config.Section;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A judge as the configuration describes it, under `judges.<name>`.
///
/// @param maxInFlight how many calls may run at the same time, of all instances together
/// @param callTimeout when the operator gives up on one call
/// @param requestsPerMinute of all instances together; null: what the judge says of its limit
/// @param tokensPerMinute of all instances together; null: what the judge says of its limit
public record JudgeConfig(
    String name,
    Api api,
    int maxInFlight,
    Duration callTimeout,
    @Nullable Long requestsPerMinute,
    @Nullable Long tokensPerMinute,
    Habits habits) {

  /// Who is behind the judge.
  public sealed interface Api permits Heuristic, Panel, ChatApi {}

  /// Nobody: word counts in this process.
  public record Heuristic() implements Api {}

  /// Several other judges, of whom more than half have to agree.
  public record Panel(List<String> judges) implements Api {

    private static final int MOST = 9;

    public Panel {
      judges = List.copyOf(judges);
    }

    static Panel read(Section section) {
      List<String> judges = section.strings("judges");
      int count = judges.size();
      if (count < 3 || count > MOST || count % 2 == 0 || Set.copyOf(judges).size() < count) {
        section.problem("judges", "must name 3, 5, 7 or 9 different judges", judges.toString());
      }
      return new Panel(judges);
    }
  }

  private static final long ASSUMED_INPUT_TOKENS = 2_000;
  private static final long ASSUMED_OUTPUT_TOKENS = 300;
  private static final int USUAL_IN_FLIGHT = 64;
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
  private static final int MOST_PER_MINUTE = 1_000_000_000;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(30);

  /// The built-in judge with the usual limits.
  public static JudgeConfig heuristic(String name) {
    return new JudgeConfig(
        name, new Heuristic(), USUAL_IN_FLIGHT, USUAL_TIMEOUT, null, null, Habits.USUAL);
  }

  /// Keys: `api` (a provider, heuristic or jury, default openai), `max_in_flight` (1 to 10000,
  /// default 64), `call_timeout` (100ms to 30m, default 60s), `requests_per_minute` and
  /// `tokens_per_minute` (from 1, default what the judge says), those of [Habits], and those of
  /// [ChatApi] or [Panel].
  ///
  /// @param prices by model, for judges that have none of their own
  public static JudgeConfig read(String name, Section section, Map<String, Price> prices) {
    return new JudgeConfig(
        name,
        section.oneOf("api", apis(prices), reader(Provider.OPENAI, prices)).apply(section),
        section.integer("max_in_flight", USUAL_IN_FLIGHT, 1, 10_000),
        section.duration("call_timeout", USUAL_TIMEOUT, SHORTEST_TIMEOUT, LONGEST_TIMEOUT),
        perMinute(section, "requests_per_minute"),
        perMinute(section, "tokens_per_minute"),
        Habits.read(section));
  }

  private static Map<String, Function<Section, Api>> apis(Map<String, Price> prices) {
    Map<String, Function<Section, Api>> apis = new HashMap<>();
    Provider.BY_NAME.forEach((name, provider) -> apis.put(name, reader(provider, prices)));
    apis.put("heuristic", _ -> new Heuristic());
    apis.put("jury", Panel::read);
    return Map.copyOf(apis);
  }

  private static Function<Section, Api> reader(Provider provider, Map<String, Price> prices) {
    return section -> ChatApi.read(section, provider, prices);
  }

  /// US dollars that a judgement of middling length costs, to begin with; empty when no price is
  /// known.
  public Optional<Double> assumedCostUsd() {
    return switch (api) {
      case Heuristic _ -> Optional.of(0.0);
      // It depends on others.
      case Panel _ -> Optional.empty();
      case ChatApi chat ->
          Optional.ofNullable(chat.price())
              .map(price -> price.of(ASSUMED_INPUT_TOKENS, ASSUMED_OUTPUT_TOKENS));
    };
  }

  private static @Nullable Long perMinute(Section section, String key) {
    return section.has(key) ? Long.valueOf(section.integer(key, 1, 1, MOST_PER_MINUTE)) : null;
  }
}
