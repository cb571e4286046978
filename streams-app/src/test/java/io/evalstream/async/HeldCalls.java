package io.evalstream.async;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A peer whose every call blocks until the test says how it ends.
final class HeldCalls implements Call<String, String> {

  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<Held> made = new LinkedBlockingQueue<>();

  /// One call on its way.
  static final class Held {

    final String question;
    final Attempt attempt;
    private final boolean stubborn;
    private final CompletableFuture<CallResult<String>> end = new CompletableFuture<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    private Held(String question, Attempt attempt) {
      this.question = question;
      this.attempt = attempt;
      this.stubborn = question.startsWith("stubborn");
    }

    void answer(String answer) {
      end(new CallResult.Answered<>(answer));
    }

    void fail(String reason) {
      end(new CallResult.Retry<>(reason, "down", null, false));
    }

    void failUntil(String reason, Duration after) {
      end(new CallResult.Retry<>(reason, "down", after, false));
    }

    void pause(Duration pause) {
      end(new CallResult.Pause<>("quota", "no quota left", pause));
    }

    void end(CallResult<String> result) {
      end.complete(result);
    }

    void die(Throwable with) {
      end.completeExceptionally(with);
    }

    void awaitInterrupt() throws InterruptedException {
      if (!interrupted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the call for " + question + " was not interrupted");
      }
    }
  }

  /// Calls for questions that begin with `stubborn` go on when they are interrupted.
  @Override
  public CallResult<String> call(String question, Attempt attempt) throws Exception {
    Held held = new Held(question, attempt);
    made.add(held);
    while (true) {
      try {
        return held.end.get();
      } catch (InterruptedException e) {
        held.interrupted.countDown();
        if (!held.stubborn) {
          throw e;
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw (Exception) e.getCause();
      }
    }
  }

  /// The next call that is made; fails when none comes.
  Held next() throws InterruptedException {
    Held held = made.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (held == null) {
      throw new AssertionError("no call was made");
    }
    return held;
  }
}
