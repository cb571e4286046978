package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.streams.processor.api.Record;

/// The promise of the operator, through any order of requests, replies, failures, timeouts,
/// commits, crashes and handovers: what is committed holds one result for each request, and no
/// other.
///
/// Kafka Streams is played by the test. Input position, stores and results are committed together;
/// a crash takes all three back to the last commit; a handover commits first.
class OneResultPerRequestTest {

  private static final AsyncSettings SETTINGS =
      new AsyncSettings(
          "test",
          3,
          Duration.ofSeconds(60),
          new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4)),
          12,
          4);

  enum Kind {
    READ,
    ANSWER,
    FAIL,
    OVERLOAD,
    PAUSE,
    TURN,
    PASS_TIME,
    COMMIT,
    CRASH,
    HAND_OVER
  }

  /// @param which picks a call
  /// @param millis an advance of the clock, or what the peer asks to wait
  record Step(Kind kind, int which, int millis) {}

  /// A result as it was forwarded.
  private record Forwarded(String key, Result<String, String> result) {
    String request() {
      return result.request();
    }
  }

  private static final class Play {

    private final ManualClock clock = new ManualClock();
    private final ManualCalls calls = new ManualCalls();
    private final Gate gate = new Gate("peer", GateSettings.withMaxInFlight(5), clock);
    private final Peer<String, String> peer =
        new Peer<>((question, attempt) -> null, gate, Duration.ofSeconds(5));
    private final AsyncTask.Setup setup =
        new AsyncTask.Setup(
            SETTINGS, new AsyncControl(clock), AsyncListener.NONE, calls, new SplittableRandom(1));
    private final TransactionalStores stores = new TransactionalStores();
    private final List<Forwarded> committed = new ArrayList<>();
    private final List<Forwarded> open = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private int lives = 1;
    private int position;
    private int committedPosition;
    private AsyncTask<String, String, String, String> task = begin();

    private AsyncTask<String, String, String, String> begin() {
      AsyncTask<String, String, String, String> begun =
          new AsyncTask<>(
              setup,
              stores.requests(),
              new OneText(peer),
              (key, timestamp, result) -> open.add(new Forwarded(key, result)),
              setup.control().enter("0_0"));
      begun.restore();
      return begun;
    }

    void take(Step step) {
      switch (step.kind) {
        case READ -> read();
        case ANSWER -> calls.end(step.which, new CallResult.Answered<>("yes"));
        case FAIL -> refuse(step.which, new CallResult.Retry<>("io", "", null, false));
        case OVERLOAD -> refuse(step.which, overload(step.millis));
        case PAUSE -> calls.end(step.which, pause(step.millis));
        case TURN -> task.turn();
        case PASS_TIME -> passTime(step.millis * 20L);
        case COMMIT -> commit();
        case CRASH -> crash();
        case HAND_OVER -> {
          commit();
          crash();
        }
      }
      assertThat(gate.inFlight()).isNotNegative().isLessThanOrEqualTo(calls.open.size());
    }

    private void refuse(int which, CallResult<String> result) {
      calls.idOf(which).ifPresent(refused::add);
      calls.end(which, result);
    }

    private static CallResult<String> overload(int millis) {
      return new CallResult.Retry<>("http_429", "", Duration.ofMillis(millis), true);
    }

    private static CallResult<String> pause(int millis) {
      return new CallResult.Pause<>("quota", "", Duration.ofMillis(millis));
    }

    private void read() {
      String request = "group-" + position % 2 + "/" + position;
      position++;
      task.admit(new Record<>("key-" + request, request, 0));
      task.turn();
    }

    private void passTime(long millis) {
      clock.advance(Duration.ofMillis(millis));
      task.turn();
    }

    private void commit() {
      stores.commit();
      committed.addAll(open);
      open.clear();
      committedPosition = position;
    }

    private void crash() {
      task.close();
      stores.abort();
      open.clear();
      position = committedPosition;
      lives++;
      task = begin();
    }

    /// Nothing but its answer ends a request, unless its limits do.
    private void assertEarned(Forwarded forwarded) {
      Result<String, String> result = forwarded.result;
      assertThat(forwarded.key).isEqualTo("key-" + result.request());
      switch (result.ending()) {
        case Ending.Answered<String>(String answer) ->
            assertThat(answer).isEqualTo(result.request().endsWith("7") ? "settled" : "yes");
        case Ending.Exhausted<String>(String reason, String _) -> {
          assertThat(result.attempts()).isEqualTo(SETTINGS.maxAttempts());
          assertThat(reason.equals("timeout") || refused.contains(result.request())).isTrue();
        }
        case Ending.Expired<String> _ ->
            assertThat(result.endedAt() - result.admittedAt())
                .isGreaterThanOrEqualTo(SETTINGS.maxAge().toMillis());
        case Ending.Shed<String> _ -> assertThat(result.attempts()).isZero();
        case Ending.Abandoned<String> _ -> assertThat(lives).isGreaterThan(SETTINGS.maxLives());
      }
    }

    /// Lets the peer answer everything, and commits.
    void finish(int requests) {
      while (position < requests) {
        read();
      }
      for (int i = 0; task.pending() > 0; i++) {
        assertThat(i).as("turns until all has ended").isLessThan(10_000);
        calls.end(0, new CallResult.Answered<>("yes"));
        passTime(100);
      }
      commit();
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of(Kind.READ, Kind.ANSWER)),
            Tuple.of(4, Arbitraries.of(Kind.TURN, Kind.PASS_TIME, Kind.COMMIT, Kind.FAIL)),
            Tuple.of(1, Arbitraries.of(Kind.OVERLOAD, Kind.PAUSE, Kind.CRASH, Kind.HAND_OVER)));
    return Combinators.combine(
            kinds, Arbitraries.integers().between(0, 40), Arbitraries.integers().between(0, 2_000))
        .as(Step::new)
        .list()
        .ofMaxSize(300);
  }

  @Property(tries = 500)
  void committedResults_areOneForEachRequest(@ForAll("steps") List<Step> steps) {
    Play play = new Play();

    steps.forEach(play::take);
    play.finish(60);

    play.committed.forEach(play::assertEarned);
    List<String> results =
        new ArrayList<>(play.committed.stream().map(Forwarded::request).toList());
    Collections.sort(results);
    List<String> requests =
        new ArrayList<>(
            IntStream.range(0, play.position).mapToObj(i -> "group-" + i % 2 + "/" + i).toList());
    Collections.sort(requests);
    assertThat(results).isEqualTo(requests);
    assertThat(play.stores.areEmpty()).as("nothing is left in the stores").isTrue();
  }
}
