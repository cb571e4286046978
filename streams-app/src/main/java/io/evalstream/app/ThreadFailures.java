package io.evalstream.app;

import io.evalstream.topic.RootCause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream thread that dies is replaced, as long as that does not happen too often.
///
/// The wait before the replacement is on the dying thread; nothing else stands still for it.
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int MOST_PER_THREAD = 20;
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final int most;
  private final InstantSource clock;

  // Guarded by this.
  private final Deque<Long> failures = new ArrayDeque<>();

  /// @param threads of the topology: one common cause fails them all at once
  ThreadFailures(int threads, InstantSource clock) {
    this.most = MOST_PER_THREAD * threads;
    this.clock = clock;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    int recent = countRecent();
    if (recent > most) {
      LOG.atError()
          .addKeyValue("failures", recent)
          .addKeyValue("within", WITHIN)
          .setCause(failure)
          .log("stream threads fail too often; the monitor stops");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.atError()
        .addKeyValue("error", RootCause.of(failure).toString())
        .log("a stream thread failed and is replaced; nothing that it did is committed twice");
    LOG.debug("the failure", failure);
    pause();
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private synchronized int countRecent() {
    long now = clock.millis();
    failures.addLast(now);
    while (failures.getFirst() < now - WITHIN.toMillis()) {
      failures.removeFirst();
    }
    return failures.size();
  }

  private static void pause() {
    try {
      Thread.sleep(WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
