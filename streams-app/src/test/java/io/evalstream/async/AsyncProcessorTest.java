package io.evalstream.async;

import static io.evalstream.async.OperatorHarness.MAX_AGE;
import static io.evalstream.async.OperatorHarness.SETTINGS;
import static io.evalstream.async.OperatorHarness.TIMEOUT;
import static io.evalstream.async.OperatorHarness.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.async.HeldCalls.Held;
import io.evalstream.async.OperatorHarness.Estate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncProcessorTest {

  private static final long START = ManualClock.START.toEpochMilli();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration UNTIL_COMMITTED = Duration.ofSeconds(5);
  private static final Duration LONGEST_BACKOFF = SETTINGS.backoff().longest();

  @TempDir private Path stateDir;
  private OperatorHarness harness;

  private void open() {
    harness = new OperatorHarness(stateDir);
  }

  private void open(Estate estate) {
    harness = new OperatorHarness(stateDir, estate);
  }

  private void open(AsyncSettings settings, Function<String, Prepared<String, String>> prepare) {
    harness = new OperatorHarness(stateDir, settings, prepare, Estate.NONE);
  }

  private static AsyncSettings maxPending(int maxPending) {
    return new AsyncSettings(
        SETTINGS.name(), 3, SETTINGS.maxAge(), SETTINGS.backoff(), maxPending, 3);
  }

  @AfterEach
  void close() {
    if (harness != null) {
      harness.close();
    }
  }

  @Test
  void answer_isForwardedWithKeyAndTimestampOfItsRecord() throws Exception {
    open();
    harness.send("a", 42);
    harness.clock.advance(SECOND);

    harness.calls.next().answer("yes");
    var result = harness.takeResult();

    assertThat(result.key()).isEqualTo("key-a");
    assertThat(result.timestamp()).isEqualTo(42);
    assertThat(result.value())
        .isEqualTo(new Result<>("a", new Ending.Answered<>("yes"), 1, START, START + 1000));
  }

  @Test
  void answers_comeInTheOrderOfCompletion() throws Exception {
    open();
    harness.send("a");
    harness.send("b");
    Held first = harness.calls.next();
    Held second = harness.calls.next();

    Held b = first.question.equals("b") ? first : second;
    Held a = b == first ? second : first;
    b.answer("to b");
    var earlier = harness.takeEnd();
    a.answer("to a");
    var later = harness.takeEnd();

    assertThat(earlier.request()).isEqualTo("b");
    assertThat(later.request()).isEqualTo("a");
  }

  @Test
  void cost_isTakenBeforeACallAndCorrectedAfterIt() throws Exception {
    open();
    harness.gate.learn(new Quota(Quota.Kind.UNITS, 1_000, 1_000, Duration.ofMinutes(1)));
    harness.send("a");
    Held held = harness.calls.next();
    double during = harness.gate.left(Quota.Kind.UNITS);

    held.answer("yes");
    harness.takeEnd();

    assertThat(during).isEqualTo(1_000 - 100);
    assertThat(harness.gate.left(Quota.Kind.UNITS)).isEqualTo(1_000 - "yes".length());
  }

  @Test
  void pendingId_isDropped() throws Exception {
    open();
    harness.send("a");
    harness.send("a");

    harness.calls.next().answer("yes");
    harness.takeEnd();
    harness.tick(3);

    assertThat(harness.results).isEmpty();
    assertThat(harness.noted.calling).isEqualTo(1);
  }

  @Test
  void pendingId_isDroppedWhenFullToo() throws Exception {
    open(maxPending(1), Prepared.Ready::new);
    harness.send("a");
    harness.send("a");

    harness.calls.next().answer("yes");

    assertThat(harness.takeEnd().ending()).isEqualTo(new Ending.Answered<>("yes"));
    assertThat(harness.results).isEmpty();
  }

  @Test
  void tooManyPending_areShed() throws Exception {
    open(maxPending(2), Prepared.Ready::new);
    harness.send("a");
    harness.send("b");
    harness.send("c", 9);

    var shed = harness.takeResult();

    assertThat(shed.key()).isEqualTo("key-c");
    assertThat(shed.timestamp()).isEqualTo(9);
    assertThat(shed.value()).isEqualTo(new Result<>("c", new Ending.Shed<>(), 0, START, START));
    assertThat(harness.pending().get("c")).isNull();
  }

  @Test
  void retry_waitsThenSucceeds() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.endsForNow(() -> first.failUntil("http_503", Duration.ofSeconds(5)));
    harness.advance(Duration.ofMillis(4_999));
    int callsBefore = harness.noted.calling;
    harness.advance(Duration.ofMillis(1));
    Held second = harness.calls.next();
    second.answer("yes");

    assertThat(callsBefore).isEqualTo(1);
    assertThat(first.attempt.number()).isEqualTo(1);
    assertThat(second.attempt.number()).isEqualTo(2);
    assertThat(harness.takeEnd().attempts()).isEqualTo(2);
    assertThat(harness.noted.retrying).containsExactly("http_503");
  }

  @Test
  void waitLongerThanItsAge_expires() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.endsForNow(() -> first.failUntil("http_503", Duration.ofSeconds(Long.MAX_VALUE)));
    harness.advance(MAX_AGE);

    assertThat(harness.takeEnd().ending()).isEqualTo(new Ending.Expired<>("http_503: down"));
  }

  @Test
  void everyAttemptFailed_isExhausted() throws Exception {
    open();
    harness.send("a");
    for (int i = 1; i < SETTINGS.maxAttempts(); i++) {
      Held held = harness.calls.next();
      harness.endsForNow(() -> held.fail("io"));
      harness.advance(LONGEST_BACKOFF);
    }

    harness.calls.next().fail("io");
    var result = harness.takeEnd();

    assertThat(result.ending()).isEqualTo(new Ending.Exhausted<>("io", "down"));
    assertThat(result.attempts()).isEqualTo(SETTINGS.maxAttempts());
  }

  @Test
  void callThatThrows_countsAsFailedAttempt() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.endsForNow(() -> first.die(new IllegalStateException("broken")));
    harness.advance(LONGEST_BACKOFF);
    harness.calls.next().answer("yes");

    assertThat(harness.takeEnd().attempts()).isEqualTo(2);
    assertThat(harness.noted.retrying).containsExactly("exception");
  }

  @Test
  void callThatDiesOfAnError_leavesTheGate() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.endsForNow(() -> first.die(new AssertionError("broken")));

    assertThat(harness.noted.retrying).containsExactly("exception");
    assertThat(harness.gate.inFlight()).isZero();
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless call returns
  void callThatReturnsNothing_leavesTheGate() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.endsForNow(() -> first.end(null));

    assertThat(harness.noted.retrying).containsExactly("exception");
    assertThat(harness.gate.inFlight()).isZero();
  }

  @Test
  void timeout_interruptsTheCallAndTriesAgain() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.advance(TIMEOUT);
    first.awaitInterrupt();
    harness.advance(LONGEST_BACKOFF);
    harness.calls.next().answer("yes");
    var result = harness.takeEnd();

    assertThat(result.ending()).isEqualTo(new Ending.Answered<>("yes"));
    assertThat(result.attempts()).isEqualTo(2);
    assertThat(harness.noted.retrying).containsExactly("timeout");
    harness.tickUntil(() -> harness.gate.inFlight() == 0);
  }

  @Test
  void replyAfterTimeout_isStale() throws Exception {
    open();
    harness.send("stubborn");
    Held first = harness.calls.next();
    harness.advance(TIMEOUT);
    harness.advance(LONGEST_BACKOFF);
    Held second = harness.calls.next();

    first.answer("late");
    harness.tickUntil(() -> harness.noted.staleReplies == 1);
    second.answer("in time");

    assertThat(harness.takeEnd().ending()).isEqualTo(new Ending.Answered<>("in time"));
    harness.tick(3);
    assertThat(harness.results).isEmpty();
  }

  @Test
  void replyToAnEndedRequest_doesNotAnswerItsSuccessor() throws Exception {
    open();
    harness.send("stubborn");
    Held first = harness.calls.next();
    harness.advance(MAX_AGE);
    harness.takeEnd();
    harness.send("stubborn");
    Held second = harness.calls.next();

    first.answer("late");
    harness.tickUntil(() -> harness.noted.staleReplies == 1);
    second.answer("in time");

    assertThat(harness.takeEnd().ending()).isEqualTo(new Ending.Answered<>("in time"));
  }

  @Test
  void answerBehindManyOthers_isNotTakenForATimeout() throws Exception {
    int many = 600;
    harness = new OperatorHarness(stateDir, SETTINGS, Prepared.Ready::new, Estate.NONE, many);
    List<Held> held = sendAndHold(many);
    held.forEach(call -> call.answer("yes"));
    await(() -> harness.gate.inFlight() == 0);

    harness.advance(TIMEOUT);
    harness.tickUntil(() -> harness.results.size() == many);

    assertThat(harness.noted.retrying).isEmpty();
  }

  @Test
  void answerBehindManyOthers_isNotThrownAwayForItsAge() throws Exception {
    int many = 600;
    harness = new OperatorHarness(stateDir, SETTINGS, Prepared.Ready::new, Estate.NONE, many);
    List<Held> held = sendAndHold(many);
    held.forEach(call -> call.answer("yes"));
    await(() -> harness.gate.inFlight() == 0);

    harness.advance(MAX_AGE);
    harness.tickUntil(() -> harness.results.size() == many);

    assertThat(harness.results)
        .allMatch(result -> result.value().ending().equals(new Ending.Answered<>("yes")));
  }

  private List<Held> sendAndHold(int many) throws InterruptedException {
    for (int i = 0; i < many; i++) {
      harness.send("r" + i);
    }
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      held.add(harness.calls.next());
    }
    return held;
  }

  @Test
  void tooOld_expiresAndWithdrawsItsCall() throws Exception {
    open();
    harness.send("a");
    Held held = harness.calls.next();

    harness.advance(MAX_AGE);
    var result = harness.takeEnd();

    held.awaitInterrupt();
    assertThat(result.ending()).isEqualTo(new Ending.Expired<>(""));
    assertThat(result.endedAt() - result.admittedAt()).isEqualTo(MAX_AGE.toMillis());
    harness.tickUntil(() -> harness.gate.inFlight() == 0);
    assertThat(harness.control.pending()).isZero();
  }

  @Test
  void tooOldWhileWaiting_expiresWithTheLastFailure() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.endsForNow(() -> first.failUntil("http_503", MAX_AGE));
    harness.advance(MAX_AGE);

    assertThat(harness.takeEnd().ending()).isEqualTo(new Ending.Expired<>("http_503: down"));
    harness.tick(3);
    assertThat(harness.results).isEmpty();
  }

  @Test
  void noisyGroup_doesNotHoldBackAQuietOne() throws Exception {
    open();
    for (int i = 0; i < 10; i++) {
      harness.send("noisy/" + i);
    }
    harness.send("quiet/0");
    harness.calls.next().answer("yes");
    harness.calls.next().answer("yes");
    harness.takeEnd();
    harness.takeEnd();

    List<String> next = List.of(harness.calls.next().question, harness.calls.next().question);

    assertThat(next).contains("quiet/0");
  }

  @Test
  void settled_endsWithoutCall() {
    open(SETTINGS, request -> new Prepared.Settled<>("settled " + request));

    harness.send("a");

    assertThat(harness.takeEnd())
        .isEqualTo(new Result<>("a", new Ending.Answered<>("settled a"), 0, START, START));
    assertThat(harness.noted.calling).isZero();
    assertThat(harness.gate.inFlight()).isZero();
  }

  @Test
  void failureToPrepare_endsTheRequest() {
    open(
        SETTINGS,
        request -> {
          throw new IllegalStateException("no payload");
        });

    harness.send("a");

    assertThat(harness.takeEnd().ending())
        .isEqualTo(
            new Ending.Exhausted<>("exception", "java.lang.IllegalStateException: no payload"));
    assertThat(harness.gate.inFlight()).isZero();
  }

  @Test
  void failureOfAStoreInPrepare_isNotThatOfTheRequest() {
    open(
        SETTINGS,
        request -> {
          throw new InvalidStateStoreException("closed");
        });

    assertThatThrownBy(() -> harness.send("a")).hasRootCauseMessage("closed");

    assertThat(harness.gate.inFlight()).isZero();
    assertThat(harness.pending().get("a")).isNotNull();
  }

  @Test
  void requestThatHasToWait_isCalledLaterAndSpendsNoAttempt() throws Exception {
    List<String> asked = new ArrayList<>();
    open(
        SETTINGS,
        request -> {
          asked.add(request);
          return asked.size() < 3 ? new Prepared.Later<>(SECOND) : new Prepared.Ready<>(request);
        });
    harness.send("a");
    harness.tick(3);
    assertThat(asked).hasSize(1);
    harness.clock.advance(SECOND);
    harness.tick(3);
    harness.clock.advance(SECOND);
    harness.tick(3);

    harness.calls.next().answer("yes");

    assertThat(harness.takeEnd())
        .isEqualTo(new Result<>("a", new Ending.Answered<>("yes"), 1, START, START + 2000));
    assertThat(harness.noted.retrying).isEmpty();
  }

  @Test
  void manySettled_areSpreadOverTurns() throws Exception {
    open(
        SETTINGS,
        request ->
            request.equals("first")
                ? new Prepared.Ready<>(request)
                : new Prepared.Settled<>("yes"));
    harness.send("first");
    Held first = harness.calls.next();
    first.pause(SECOND);
    await(() -> harness.gate.inFlight() == 0);
    for (int i = 0; i < 1200; i++) {
      harness.send("r" + i);
    }
    int whilePaused = harness.results.size();

    harness.advance(SECOND);
    harness.calls.next().answer("yes");
    await(() -> harness.gate.inFlight() == 0);
    harness.tick();
    int afterOneTurn = harness.results.size();
    harness.tickUntil(() -> harness.results.size() == 1201);

    assertThat(whilePaused).isZero();
    assertThat(afterOneTurn).isBetween(1, 501);
  }

  @Test
  void manyExpired_areSpreadOverTurns() {
    open();
    harness.control.stopCalling();
    for (int i = 0; i < 1200; i++) {
      harness.send("r" + i);
    }

    harness.advance(MAX_AGE);
    int afterOneTurn = harness.results.size();
    harness.tickUntil(() -> harness.results.size() == 1200);

    assertThat(afterOneTurn).isBetween(1, 500);
    assertThat(harness.control.pending()).isZero();
  }

  @Test
  void pause_holdsBackEverybodyAndDoesNotCount() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.endsForNow(() -> first.pause(Duration.ofSeconds(60)));
    harness.send("b");
    harness.advance(Duration.ofMillis(59_999));
    int callsWhilePaused = harness.noted.calling;
    harness.advance(Duration.ofMillis(1));
    harness.calls.next().answer("yes");
    var tried = harness.takeEnd();
    harness.calls.next().answer("yes");

    assertThat(callsWhilePaused).isEqualTo(1);
    assertThat(tried.attempts()).isEqualTo(1);
    assertThat(harness.takeEnd().attempts()).isEqualTo(1);
  }

  @Test
  void expectedWait_growsThroughAnOutage() throws Exception {
    harness = new OperatorHarness(stateDir, SETTINGS, Prepared.Ready::new, Estate.NONE, 1);
    Flow flow = new Flow("docs", "");
    for (int i = 0; i < 5; i++) {
      harness.send("docs/" + i);
    }
    harness.calls.next().answer("yes");
    harness.takeEnd();
    List<Duration> waits = new ArrayList<>();

    for (int minute = 1; minute <= 5; minute++) {
      Held trial = harness.calls.next();
      harness.endsForNow(() -> trial.pause(Duration.ofMinutes(1)));
      harness.advance(Duration.ofSeconds(59));
      waits.add(harness.control.longestExpectedWait(flow));
      harness.advance(SECOND);
    }

    for (int minute = 1; minute <= 5; minute++) {
      assertThat(waits.get(minute - 1))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(minute).minus(SECOND));
    }
  }

  @Test
  void pause_doesNotShortenTheNextCall() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();
    harness.endsForNow(() -> first.pause(TIMEOUT.minusSeconds(10)));
    harness.advance(TIMEOUT.minusSeconds(10));
    Held second = harness.calls.next();

    harness.advance(Duration.ofSeconds(10));
    second.answer("yes");

    assertThat(harness.takeEnd().attempts()).isEqualTo(1);
    assertThat(harness.noted.retrying).containsExactly("quota");
  }

  @Test
  void pauseOfNoLength_stillRests() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();

    harness.endsForNow(() -> first.pause(Duration.ZERO));
    harness.tick(3);

    assertThat(harness.noted.calling).isEqualTo(1);
  }

  @Test
  void stopCalling_startsNothingAndTakesWhatRuns() throws Exception {
    open();
    harness.send("a");
    harness.control.stopCalling();
    harness.send("b");

    harness.calls.next().answer("yes");

    assertThat(harness.takeEnd().request()).isEqualTo("a");
    harness.tick(3);
    assertThat(harness.noted.calling).isEqualTo(1);
    assertThat(harness.control.pending()).isEqualTo(1);
  }

  @Test
  void control_seesThePending() throws Exception {
    open();
    harness.send("a");
    harness.advance(SECOND);
    harness.send("b");
    harness.send("c");

    int pending = harness.control.pending();
    int calling = harness.control.calling();
    Duration oldest = harness.control.oldestPending();

    assertThat(pending).isEqualTo(3);
    assertThat(calling).isEqualTo(2);
    assertThat(oldest).isEqualTo(SECOND);
  }

  @Test
  void ended_leavesNothingInTheChangelogs() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();
    harness.endsForNow(() -> first.fail("io"));
    harness.advance(LONGEST_BACKOFF);
    harness.calls.next().answer("yes");
    harness.takeEnd();

    var left = harness.changelogs();

    assertThat(left).containsOnlyKeys("test-pending/a", "test-attempts/a");
    assertThat(left.values()).containsOnlyNulls();
  }

  @Test
  void idle_doesNotTick() throws Exception {
    open();
    harness.send("a");
    harness.calls.next().answer("yes");
    harness.takeEnd();

    long readsBefore = harness.clock.reads();
    harness.tick(10);
    long readsAfter = harness.clock.reads();
    harness.send("b");
    harness.calls.next().answer("yes");

    assertThat(readsAfter).isEqualTo(readsBefore);
    assertThat(harness.takeEnd().request()).isEqualTo("b");
  }

  @Test
  void close_withdrawsRunningCalls() throws Exception {
    open();
    harness.send("a");
    Held held = harness.calls.next();

    harness.close();

    held.awaitInterrupt();
    await(() -> harness.gate.inFlight() == 0);
    assertThat(harness.results).isEmpty();
    assertThat(harness.control.pending()).isZero();
    harness = null;
  }

  @Test
  void restored_areCalledAgain() throws Exception {
    open(Estate.of("a", START - 60_000, Tries.NONE));
    harness.tick();
    harness.advance(UNTIL_COMMITTED);

    harness.calls.next().answer("yes");
    var result = harness.takeResult();

    assertThat(harness.noted.restored).isEqualTo(1);
    assertThat(harness.noted.repeated).isEqualTo(1);
    assertThat(result.key()).isEqualTo("key-a");
    assertThat(result.timestamp()).isEqualTo(7);
    assertThat(result.value().admittedAt()).isEqualTo(START - 60_000);
    assertThat(result.value().attempts()).isEqualTo(1);
  }

  @Test
  void restored_keepsAttemptsAndWait() throws Exception {
    open(Estate.of("a", START, new Tries(2, 0, START + 3_000)));
    harness.advance(Duration.ofMillis(2_999));
    int tooEarly = harness.noted.calling;
    harness.advance(Duration.ofMillis(1));
    harness.advance(UNTIL_COMMITTED);

    harness.calls.next().fail("io");
    var result = harness.takeEnd();

    assertThat(tooEarly).isZero();
    assertThat(result.attempts()).isEqualTo(3);
    assertThat(result.ending()).isEqualTo(new Ending.Exhausted<>("io", "down"));
  }

  @Test
  void restoredTooOld_expires() {
    open(Estate.of("a", START - MAX_AGE.toMillis(), Tries.NONE));

    assertThat(harness.takeEnd().ending()).isEqualTo(new Ending.Expired<>(""));
    assertThat(harness.noted.calling).isZero();
  }

  @Test
  void inherited_restsUntilItsCountIsSafe() throws Exception {
    open(Estate.of("a", START, Tries.NONE));
    harness.tick(3);
    int atOnce = harness.noted.calling;
    Tries counted = Tries.fromBytes(harness.tries().get("a"));

    harness.advance(UNTIL_COMMITTED);
    harness.calls.next().answer("yes");
    harness.takeEnd();

    assertThat(atOnce).isZero();
    assertThat(counted.lives()).isEqualTo(2);
    assertThat(harness.tries().get("a")).isNull();
  }

  @Test
  void takenOverAndNotCalled_isNotCounted() {
    open(Estate.of("a", START, Tries.NONE));
    harness.control.stopCalling();

    for (int i = 0; i < SETTINGS.maxLives() + 1; i++) {
      harness.tick();
      harness.revive();
    }

    assertThat(harness.tries().get("a")).isNull();
    assertThat(harness.control.pending()).isEqualTo(1);
  }

  @Test
  void takenOverWhileTheGateIsClosed_isNotCounted() throws Exception {
    open();
    harness.send("a");
    Held first = harness.calls.next();
    harness.endsForNow(() -> first.pause(Duration.ofSeconds(60)));

    for (int i = 0; i < SETTINGS.maxLives() + 1; i++) {
      harness.revive();
      harness.tick();
    }

    assertThat(harness.tries().get("a")).isNull();
    assertThat(harness.control.pending()).isEqualTo(1);
  }

  private static Estate backlog(int size) {
    return (pending, tries) -> {
      for (int i = 0; i < size; i++) {
        Estate.of("group" + i % 3 + "/" + i, START + i, Tries.NONE).leave(pending, tries);
      }
    };
  }

  @Test
  void ofAnInheritedBacklog_onlyWhatComesNextIsCounted() {
    open(backlog(1_500));

    harness.tick(10);

    assertThat(harness.tries().get("group0/999")).isNotNull();
    assertThat(harness.tries().get("group1/1000")).isNull();
    assertThat(harness.noted.calling).isZero();
  }

  @Test
  void inheritedBacklogOfManyGroups_isCalledToItsEnd() throws Exception {
    int many = 2_500;
    harness = new OperatorHarness(stateDir, SETTINGS, Prepared.Ready::new, backlog(many), many);

    for (int i = 0; i < 4; i++) {
      harness.tick(3);
      harness.advance(UNTIL_COMMITTED);
    }

    assertThat(harness.noted.calling).isEqualTo(many);
  }

  @Test
  void failureToRestore_leavesNothingBehind() {
    open();
    harness.control.shareAmong(2);
    harness.pending().put("broken", new byte[] {99});

    assertThatThrownBy(() -> harness.revive()).rootCause().hasMessageContaining("version");

    assertThat(harness.control.share()).isLessThan(0.5);
    harness.pending().delete("broken");
  }

  @Test
  void calledInTooManyLives_isAbandoned() {
    open(
        Estate.of("a", START, new Tries(1, SETTINGS.maxLives(), 0))
            .and(Estate.of("b", START, new Tries(1, SETTINGS.maxLives() - 1, 0))));
    harness.tick();
    var result = harness.takeEnd();

    harness.advance(UNTIL_COMMITTED);

    assertThat(result).isEqualTo(new Result<>("a", new Ending.Abandoned<>(), 1, START, START));
    assertThat(harness.noted.calling).isEqualTo(1);
    assertThat(harness.gate.inFlight()).isEqualTo(1);
    assertThat(harness.pending().get("a")).isNull();
    assertThat(harness.tries().get("a")).isNull();
  }

  @Test
  void secondLife_endsWhatTheFirstLeft_once() throws Exception {
    open();
    harness.send("stubborn");
    Held first = harness.calls.next();

    harness.revive();
    harness.tick();
    harness.advance(UNTIL_COMMITTED);
    Held second = harness.calls.next();
    first.answer("first life");
    await(() -> harness.gate.inFlight() == 1);
    harness.tick(3);
    second.answer("second life");
    var result = harness.takeEnd();
    harness.advance(TIMEOUT);
    harness.advance(MAX_AGE);

    harness.send("b");

    assertThat(result.ending()).isEqualTo(new Ending.Answered<>("second life"));
    assertThat(harness.results).isEmpty();
    assertThat(harness.control.pending()).isEqualTo(1);
    assertThat(harness.gate.inFlight()).isEqualTo(1);
  }

  @Test
  void firstLife_ticksNoMore() throws Exception {
    open();
    harness.send("a");
    harness.calls.next();
    harness.revive();
    harness.tick();
    harness.advance(UNTIL_COMMITTED);
    harness.calls.next().answer("yes");
    harness.takeEnd();

    long readsBefore = harness.clock.reads();
    harness.tick(10);

    assertThat(harness.clock.reads()).isEqualTo(readsBefore);
  }
}
