package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  /// Four standard errors of 100,000 draws at 0.1 are 0.0038.
  @Test
  void roll_drawsEachFaultInItsShare() {
    Faults faults =
        FaultsJson.parse("{\"rate_limited\": 0.1, \"broken_json\": 0.1, \"hang\": 0.1}");

    List<Ending> endings = endings(faults, 100_000);

    for (Ending ending : List.of(Ending.RATE_LIMITED, Ending.BROKEN_JSON, Ending.HANG)) {
      assertThat(share(endings, ending)).isBetween(0.0962, 0.1038);
    }
    assertThat(share(endings, Ending.ANSWERED)).isBetween(0.694, 0.706);
  }

  @Test
  void roll_sameSeedSameSequence() {
    Faults faults = FaultsJson.parse("{\"reset\": 0.5, \"seed\": 7}");
    Faults otherSeed = FaultsJson.parse("{\"reset\": 0.5, \"seed\": 8}");

    assertThat(endings(faults, 100)).isEqualTo(endings(faults, 100));
    assertThat(endings(faults, 100)).isNotEqualTo(endings(otherSeed, 100));
  }

  @Test
  void roll_edges() {
    assertThat(endings(Faults.NONE, 1000)).containsOnly(Ending.ANSWERED);
    assertThat(endings(FaultsJson.parse("{\"refused\": 1}"), 1000)).containsOnly(Ending.REFUSED);
  }

  @Test
  void roll_jitterOnTopOfLatency_butRateLimitsAtOnce() {
    FaultDice slow =
        new FaultDice(FaultsJson.parse("{\"latency_millis\": 100, \"latency_jitter_millis\": 50}"));
    FaultDice limited =
        new FaultDice(FaultsJson.parse("{\"latency_millis\": 100, \"rate_limited\": 1}"));

    List<Duration> delays =
        IntStream.range(0, 1000).mapToObj(i -> slow.roll().delay()).sorted().toList();

    assertThat(delays.getFirst()).isBetween(Duration.ofMillis(100), Duration.ofMillis(105));
    assertThat(delays.getLast()).isBetween(Duration.ofMillis(145), Duration.ofMillis(150));
    assertThat(limited.roll().delay()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"hang\": 1.5} | faults: hang must be in [0,1], was 1.5",
        "{\"hang\": -0.1} | faults: hang must be in [0,1], was -0.1",
        "{\"hang\": \"often\"} | faults: hang must be a number in [0,1], was \"often\"",
        "{\"hang\": null} | faults: hang must be a number in [0,1], was null",
        "{\"hang\": 0.6, \"reset\": 0.6} | faults: the shares must add up to 1 at most, was 1.2",
        "{\"latency_millis\": -5} | faults: latency_millis must be in [0,600000], was -5",
        "{\"latency_jitter_millis\": 600001} | faults: latency_jitter_millis must be in [0,600000],",
        "{\"latency_millis\": 0.5} | faults: latency_millis must be a whole number, was 0.5",
        "{\"seed\": 1e30} | faults: seed must be a whole number, was 1.0E30",
        "{\"state\": \"up\"} | faults: state must be one of [ok, quota_exhausted, bad_credentials,",
        "{\"capacity\": 10000000000} | faults: capacity must be in [0,100000], was 10000000000",
        "{\"capacity\": 1.5} | faults: capacity must be a whole number, was 1.5",
        "{\"state\": 1} | faults: state must be one of [ok, quota_exhausted, bad_credentials,",
        "{\"hung\": 1} | faults: a key must be one of [latency_millis, latency_jitter_millis, req",
        "{\"requests_per_minute\": -1} | faults: requests_per_minute must be in [0,1000000000], was -1",
        "{\"tokens_per_minute\": 1000000001} | faults: tokens_per_minute must be in [0,1000000000],",
        "{\"tokens_per_minute\": \"1\"} | faults: tokens_per_minute must be a whole number, was \"1\"",
        "{\"context_tokens\": -1} | faults: context_tokens must be in [0,1000000000], was -1",
        "{\"understands\": \"text\"} | faults: understands must be a list of [json_schema, tool,",
        "{\"understands\": [\"xml\"]} | faults: understands must be a list of [json_schema, tool,",
        "{\"understands\": []} | faults: understands must name one format, was []",
        "{\"answered\": 1} | faults: a key must be one of [",
        "{\"hang\": 0, \"hang\": 1} | faults: must be a JSON object, but Duplicate",
        "[] | faults: must be a JSON object, was '[]'",
        "{} {} | faults: must be a JSON object, but Trailing token",
        "hello | faults: must be a JSON object, but "
      })
  void parse_saysWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> FaultsJson.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message.strip());
  }

  @Test
  void parse_takesWhatWasWritten() {
    Faults faults =
        Faults.slow(Duration.ofMillis(300))
            .withLatencyJitter(Duration.ofMillis(50))
            .withRateLimits(new RateLimits(600, 90_000))
            .withCapacity(64)
            .withContextTokens(8_000)
            .withUnderstood(EnumSet.of(ReplyFormat.TOOL, ReplyFormat.TEXT))
            .withState(AccountState.BAD_CREDENTIALS)
            .with(Ending.HANG, 0.25)
            .with(Ending.REFUSED, 0.5)
            .withSeed(7);

    assertThat(FaultsJson.parse(FaultsJson.write(faults).toString())).isEqualTo(faults);
    assertThat(FaultsJson.parse(FaultsJson.write(Faults.NONE).toString())).isEqualTo(Faults.NONE);
  }

  @Test
  void with_anEndingThatIsNoChance_isRefused() {
    assertThatThrownBy(() -> Faults.NONE.with(Ending.UNKNOWN, 0.1))
        .hasMessageStartingWith("faults: a share must be of one of [RATE_LIMITED")
        .hasMessageEndingWith("was UNKNOWN");
  }

  private static List<Ending> endings(Faults faults, int count) {
    FaultDice dice = new FaultDice(faults);
    return IntStream.range(0, count).mapToObj(i -> dice.roll().ending()).toList();
  }

  private static double share(List<Ending> endings, Ending wanted) {
    return (double) endings.stream().filter(wanted::equals).count() / endings.size();
  }
}
