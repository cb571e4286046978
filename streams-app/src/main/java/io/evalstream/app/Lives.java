package io.evalstream.app;

import io.evalstream.topic.RootCause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread beside the topology that begins again after each failure, with longer and longer pauses
/// while it fails, and ends when it is closed.
///
/// *Threading*: the life runs on the thread; [#close] is for all.
final class Lives implements AutoCloseable {

  /// From a beginning to a failure, or to the end.
  interface Life {
    void live() throws Exception;
  }

  /// Hears of the end of a life by a failure.
  interface Obituary {
    /// @param pause until the next one
    void failed(Throwable failure, Duration pause);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Lives.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable Runnable> wakeup = new AtomicReference<>();
  private final Thread thread;
  private final Duration longestPause;
  private final Life life;
  private final Obituary obituary;

  // The thread's.
  private Duration pause = FIRST_PAUSE;

  Lives(String name, Duration longestPause, Life life, Obituary obituary) {
    this.longestPause = longestPause;
    this.life = life;
    this.obituary = obituary;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /// Says how to end a wait of the life under way; null when nothing waits any more.
  void wakeBy(@Nullable Runnable wakeup) {
    this.wakeup.set(wakeup);
  }

  /// The life under way is well: the pause after it is a short one again.
  void isWell() {
    pause = FIRST_PAUSE;
  }

  private void run() {
    while (!isStopped()) {
      try {
        life.live();
      } catch (WakeupException e) {
        LOG.debug("woken to stop");
      } catch (Exception | LinkageError e) {
        rest(e);
      }
    }
  }

  private void rest(Throwable failure) {
    LOG.atWarn()
        .addKeyValue("thread", thread.getName())
        .addKeyValue("error", RootCause.message(failure))
        .addKeyValue("retryInSeconds", pause.toSeconds())
        .log("failed, and begins again after a pause");
    obituary.failed(failure, pause);
    try {
      if (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(longestPause) < 0 ? longer : longestPause;
      }
    } catch (InterruptedException e) {
      stopped.countDown();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    Runnable wake = wakeup.get();
    if (wake != null) {
      wake.run();
    }
    try {
      if (!thread.join(CLOSE_WITHIN)) {
        LOG.atWarn().addKeyValue("thread", thread.getName()).log("did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
