package io.evalstream.console.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Connections that only read, and as many threads that ask them.
///
/// *How it works*: SQLite is native code, which holds the carrier of a virtual thread, and with it
/// all who share the carriers. So it runs on platform threads of its own, and who asks waits.
///
/// *Guarantees*: who asks has an answer or a failure in time, and a question that takes longer
/// stops: it holds no thread for long.
///
/// *Threading*: for all threads.
final class Readers implements AutoCloseable {

  static final int THREADS = 4;
  static final int WAITING = 64;

  /// Of SQLite's machine, between two looks at the clock.
  private static final int STEPS = 10_000;

  private static final long IDLE_SECONDS = 30;

  private record Reader(Connection connection, Deadline deadline) {}

  /// Stops what runs on a connection when its time is over.
  private static final class Deadline extends ProgressHandler {
    private volatile long at;

    @Override
    protected int progress() {
      return System.nanoTime() - at > 0 ? 1 : 0;
    }
  }

  private final Duration within;
  private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(THREADS);
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("console-archive-", 0).factory());
  private volatile boolean closed;

  private Readers(Duration within) {
    this.within = within;
    threads.allowCoreThreadTimeOut(true);
  }

  /// @param within how long a question may take, waiting included
  static Readers open(Path path, Duration within) throws SQLException {
    Readers readers = new Readers(within);
    try {
      for (int i = 0; i < THREADS; i++) {
        readers.add(ArchiveFile.connect(path, true));
      }
      return readers;
    } catch (SQLException | RuntimeException | Error e) {
      readers.close();
      throw e;
    }
  }

  private void add(Connection connection) throws SQLException {
    Reader reader = new Reader(connection, new Deadline());
    idle.add(reader);
    ProgressHandler.setHandler(connection, STEPS, reader.deadline);
  }

  /// @throws UnansweredException when it takes too long, too many ask, or all is closed
  <T> T ask(ArchiveFile.Work<T> question) throws SQLException {
    long end = System.nanoTime() + within.toNanos();
    Future<T> answer = submit(() -> answer(question, end));
    try {
      return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw late(e);
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new UnansweredException("interrupted while waiting for an answer", e);
    }
  }

  private <T> Future<T> submit(Callable<T> question) {
    try {
      return threads.submit(question);
    } catch (RejectedExecutionException e) {
      throw new UnansweredException(closed ? "the archive is closed" : "too many ask at once", e);
    }
  }

  private <T> T answer(ArchiveFile.Work<T> question, long end) throws SQLException {
    Reader reader = idle.poll();
    if (reader == null) {
      throw new UnansweredException("the archive is closed");
    }
    try {
      reader.deadline.at = end;
      return question.on(reader.connection);
    } finally {
      giveBack(reader);
    }
  }

  private void giveBack(Reader reader) {
    idle.add(reader);
    if (closed) {
      closeIdle();
    }
  }

  private SQLException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case SQLiteException e when e.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT ->
          throw late(e);
      case SQLException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new SQLException(cause);
    };
  }

  private UnansweredException late(Exception cause) {
    return new UnansweredException("no answer within " + within.toMillis() + " ms", cause);
  }

  private void closeIdle() {
    for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
      try {
        reader.connection.close();
      } catch (SQLException _) {
        // Nothing is lost: it only read.
      }
    }
  }

  /// What is asked now is still answered.
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    closeIdle();
  }
}
