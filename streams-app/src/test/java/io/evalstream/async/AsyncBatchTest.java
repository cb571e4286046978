package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AsyncBatchTest {

  private final Gate gate =
      new Gate("peer", GateSettings.withMaxInFlight(4), InstantSource.system());
  private final List<Result<String, String>> results = new ArrayList<>();

  private AsyncBatch<String, String, String> batch(int attempts, Call<String, String> call) {
    Peer<String, String> peer = new Peer<>(call, gate, Duration.ofMillis(200));
    Work<String, String, String, String> work =
        new Work<>() {
          @Override
          public String id(String request) {
            return request;
          }

          @Override
          public Peer<String, String> peer(String request) {
            return peer;
          }

          @Override
          public Flow flow(String id, String request) {
            return new Flow("all", "all");
          }

          @Override
          public Prepared<String, String> prepare(String id, String request) {
            return request.startsWith("settled")
                ? new Prepared.Settled<>("no call")
                : new Prepared.Ready<>(request);
          }
        };
    AsyncSettings settings =
        new AsyncSettings(
            "batch",
            attempts,
            Duration.ofMinutes(1),
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
            1000,
            10);
    return new AsyncBatch<>(
        settings, work, AsyncListener.NONE, InstantSource.system(), results::add);
  }

  private static void finish(AsyncBatch<String, String, String> batch) throws Exception {
    while (batch.pending() > 0) {
      batch.turn();
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @Test
  void everyRequest_endsOnce() throws Exception {
    try (var batch = batch(1, (question, attempt) -> new CallResult.Answered<>(question + "!"))) {
      for (int i = 0; i < 100; i++) {
        batch.admit("r" + i);
      }
      batch.admit("settled");
      finish(batch);
    }

    assertThat(results).hasSize(101);
    assertThat(results)
        .filteredOn(result -> result.attempts() == 1)
        .allSatisfy(
            result ->
                assertThat(result.ending())
                    .isEqualTo(new Ending.Answered<>(result.request() + "!")))
        .hasSize(100);
    assertThat(gate.inFlight()).isZero();
  }

  @Test
  void failures_areRepeatedAndTimeoutsCount() throws Exception {
    try (var batch =
        batch(
            2,
            (question, attempt) -> {
              if (question.equals("slow")) {
                TimeUnit.SECONDS.sleep(10);
              }
              return attempt.number() == 1
                  ? new CallResult.Retry<>("http_500", "down", null, false)
                  : new CallResult.Answered<>("second");
            })) {
      batch.admit("a");
      batch.admit("slow");
      finish(batch);
    }

    assertThat(results)
        .extracting(Result::request, Result::attempts, Result::ending)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("a", 2, new Ending.Answered<>("second")),
            org.assertj.core.groups.Tuple.tuple(
                "slow", 2, new Ending.Exhausted<>("timeout", "no answer within 200 ms")));
  }

  @Test
  void secondRequestWithAnId_isDropped() throws Exception {
    try (var batch = batch(1, (question, attempt) -> new CallResult.Answered<>("once"))) {
      batch.admit("a");
      batch.admit("a");
      finish(batch);
    }

    assertThat(results).hasSize(1);
  }
}
