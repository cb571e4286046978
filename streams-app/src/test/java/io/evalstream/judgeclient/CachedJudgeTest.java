package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.CallResult;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.QuestionHash;
import io.evalstream.judge.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CachedJudgeTest {

  private static final Usage PAID = new Usage("m", 1000, 100, 0.5);
  private static final JudgeReply FAITHFUL = new JudgeReply.Labelled("faithful", "quoted", PAID);

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void sameQuestion_isNotAskedTwice() throws Exception {
    CachedJudge judge = answering(FAITHFUL);

    JudgeReply first = ask(judge, "q-1");
    JudgeReply second = ask(judge, "q-1");

    assertThat(first).isEqualTo(FAITHFUL);
    assertThat(second)
        .isEqualTo(
            new JudgeReply.Labelled(
                "faithful",
                "quoted",
                new Usage("m", 0, 0, 0.0),
                FAITHFUL.provenance().fromCache()));
    assertThat(calls).hasValue(1);
  }

  @Test
  void otherQuestion_isAsked() throws Exception {
    CachedJudge judge = answering(FAITHFUL);

    ask(judge, "q-1");
    ask(judge, "q-2");

    assertThat(calls).hasValue(2);
  }

  @Test
  void questionThatWantsANewAnswer_isAsked_andLeavesNothingBehind() throws Exception {
    CachedJudge judge = answering(FAITHFUL);

    ask(judge, "q-1");
    JudgeReply anew = ask(judge, QuestionHash.NONE);
    ask(judge, QuestionHash.NONE);
    JudgeReply remembered = ask(judge, "q-1");

    assertThat(anew).isEqualTo(FAITHFUL);
    assertThat(remembered.provenance().cached()).isTrue();
    assertThat(calls).hasValue(3);
  }

  @Test
  void label_isForgottenAfterItsLife() throws Exception {
    CachedJudge judge = answering(FAITHFUL);

    ask(judge, "q-1");
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(61)));
    ask(judge, "q-1");

    assertThat(calls).hasValue(2);
  }

  @Test
  void leastUsed_isForgottenFirst() throws Exception {
    CachedJudge judge = answering(FAITHFUL);

    ask(judge, "q-1");
    ask(judge, "q-2");
    ask(judge, "q-1");
    ask(judge, "q-3");
    ask(judge, "q-1");

    assertThat(calls).hasValue(3);
  }

  @Test
  void replyWithoutALabel_isNotRemembered() throws Exception {
    CachedJudge judge =
        answering(new JudgeReply.Unlabelled(Outcome.UNPARSEABLE, "what?", Usage.NONE));

    ask(judge, "q-1");
    ask(judge, "q-1");

    assertThat(calls).hasValue(2);
  }

  @Test
  void questionsAtTheSameTime_areOneCall() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachedJudge judge =
        judge(
            () -> {
              asked.countDown();
              answer.await();
              return new CallResult.Answered<>(FAITHFUL);
            });
    List<Asking> all = List.of(new Asking(judge), new Asking(judge), new Asking(judge));
    all.getFirst().start();
    asked.await();
    for (Asking follower : all.subList(1, 3)) {
      follower.start();
      follower.awaitWaiting();
    }

    answer.countDown();

    List<JudgeReply> replies = new ArrayList<>();
    for (Asking one : all) {
      replies.add(one.reply.get());
    }
    assertThat(calls).hasValue(1);
    assertThat(replies)
        .extracting(reply -> reply.provenance().cached())
        .containsExactly(false, true, true);
  }

  /// Somebody who asks the same question on a thread of its own.
  private static final class Asking {

    private final FutureTask<JudgeReply> reply;
    private final Thread thread;

    Asking(CachedJudge judge) {
      reply = new FutureTask<>(() -> ask(judge, "q-1"));
      thread = Thread.ofVirtual().unstarted(reply);
    }

    void start() {
      thread.start();
    }

    void awaitWaiting() throws InterruptedException {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
    }
  }

  /// The first one is given up; whoever waited for it asks.
  @Test
  void callThatIsGivenUp_leavesTheQuestionToTheOthers() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CachedJudge judge =
        judge(
            () -> {
              if (calls.get() == 1) {
                asked.countDown();
                Thread.sleep(Duration.ofMinutes(1));
              }
              return new CallResult.Answered<>(FAITHFUL);
            });
    Asking first = new Asking(judge);
    first.start();
    asked.await();
    Asking second = new Asking(judge);
    second.start();
    second.awaitWaiting();

    first.thread.interrupt();

    assertThat(second.reply.get()).isEqualTo(FAITHFUL);
    assertThat(calls).hasValue(2);
  }

  private CachedJudge answering(JudgeReply reply) {
    return judge(() -> new CallResult.Answered<>(reply));
  }

  private CachedJudge judge(java.util.concurrent.Callable<CallResult<JudgeReply>> answer) {
    return new CachedJudge(
        TestJudge.of(
            "plain",
            (_, _) -> {
              calls.incrementAndGet();
              return answer.call();
            }),
        2,
        Duration.ofHours(1),
        now::get);
  }

  private static JudgeReply ask(CachedJudge judge, String id) throws Exception {
    return ask(judge, QuestionHash.of(List.of(id)));
  }

  private static JudgeReply ask(CachedJudge judge, QuestionHash question) throws Exception {
    JudgeRequest grounded = JudgeContract.GROUNDED;
    JudgeRequest request =
        new JudgeRequest(
            grounded.evaluationId(),
            grounded.evaluator(),
            question,
            grounded.prompt(),
            grounded.labels(),
            grounded.failing(),
            grounded.explain(),
            grounded.fields());
    return JudgeContract.answer(judge.call(request, JudgeContract.FIRST));
  }
}
