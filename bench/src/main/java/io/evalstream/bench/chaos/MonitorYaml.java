package io.evalstream.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// The configuration of the monitors.
///
/// @param patience how long and how often a judgement is tried
record MonitorYaml(
    String bootstrapServers,
    String registryUrl,
    String judgeUrl,
    Protocol protocol,
    Patience patience) {

  static final String GROUP = "chaos";

  /// Short, so that windows close while the run lasts.
  static final Duration WINDOW = Duration.ofSeconds(5);

  /// How a judgement may end, and after how many calls.
  enum Patience {
    /// Every judgement is worth waiting for: all end with a label.
    ENDLESS(100, "1h", Set.of("judged")),
    /// A judge that is in trouble costs judgements.
    SHORT(4, "30s", Set.of("judged", "expired", "provider_error", "unparseable", "truncated"));

    private final int attempts;
    private final String maxAge;
    private final Set<String> outcomes;

    Patience(int attempts, String maxAge, Set<String> outcomes) {
      this.attempts = attempts;
      this.maxAge = maxAge;
      this.outcomes = outcomes;
    }

    int attempts() {
      return attempts;
    }

    Set<String> outcomes() {
      return outcomes;
    }
  }

  /// @param life stands as model of the judge in each evaluation, and so tells who made the call
  String of(String life, Path state) {
    return """
    kafka:
      bootstrap.servers: "%s"
      schema.registry.url: "%s"
      producer.transaction.timeout.ms: %d
    %sstreams: { application_id: %s, threads: 2, state_dir: "%s" }
    http: { port: 0 }
    apps:
      - { id: %s, evaluators: %s }
      - { id: %s, evaluators: %s, sampling: [ { rate: %s } ] }
    judges:
      default: { api: openai, base_url: "%s", model: "%s", max_in_flight: %d, call_timeout: 2s, cache_entries: 0 }
    judging: { max_attempts: %d, max_age: %s, backoff: 100ms, longest_backoff: 2s, relief_after: 24h }
    assembly: { wait: 1h }
    rates: { windows: [ %ds ], grace: 2s }
    """
        .formatted(
            bootstrapServers,
            registryUrl,
            Protocol.SESSION.toMillis(),
            protocol.yaml(),
            GROUP,
            state,
            Turn.APPS.getFirst(),
            Turn.EVALUATORS,
            Turn.APPS.getLast(),
            Turn.EVALUATORS,
            Turn.SHARE_OF_THE_SECOND,
            judgeUrl,
            life,
            ChaosRun.MAX_IN_FLIGHT,
            patience.attempts,
            patience.maxAge,
            WINDOW.toSeconds());
  }
}
