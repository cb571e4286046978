package io.evalstream.console.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFileTest {

  private static final String ENDLESS =
      "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";

  @TempDir private Path folder;
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable ArchiveFile file;

  private ArchiveFile open(Duration within) throws IOException, SQLException {
    file = ArchiveFile.open(folder.resolve("console.sqlite"), "cluster", within);
    return file;
  }

  @AfterEach
  void close() throws SQLException {
    done.countDown();
    if (file != null) {
      file.close();
    }
  }

  private static long rows(Connection connection) throws SQLException {
    return Rows.number(connection, "select count(*) from meta");
  }

  private boolean hold(Connection connection) {
    try {
      done.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Thread> start(int n, Runnable work) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      threads.add(Thread.ofVirtual().start(work));
    }
    return threads;
  }

  @Test
  void aQuestionOfAVirtualThread_isAskedByAPlatformThread() throws Exception {
    ArchiveFile open = open(Duration.ofMinutes(1));
    List<Boolean> virtual = new ArrayList<>();

    Thread.ofVirtual()
        .start(
            () -> {
              try {
                virtual.add(open.read(connection -> Thread.currentThread().isVirtual()));
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            })
        .join();

    assertThat(virtual).containsExactly(false);
  }

  @Test
  void questionsThatTakeTooLong_stop_andHoldNoThread() throws Exception {
    ArchiveFile open = open(Duration.ofSeconds(2));
    List<Thread> slow =
        start(
            Readers.THREADS,
            () ->
                assertThatThrownBy(() -> open.read(c -> Rows.number(c, ENDLESS)))
                    .isInstanceOf(UnansweredException.class));
    for (Thread thread : slow) {
      thread.join();
    }

    assertThat(open.read(ArchiveFileTest::rows)).isEqualTo(1);
  }

  @Test
  void whenTooManyAsk_theNextIsToldSo() throws Exception {
    ArchiveFile open = open(Duration.ofMinutes(1));
    CountDownLatch refused = new CountDownLatch(1);
    start(
        Readers.THREADS + Readers.WAITING + 1,
        () -> {
          try {
            open.read(this::hold);
          } catch (UnansweredException e) {
            refused.countDown();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    refused.await();

    assertThatThrownBy(() -> open.read(ArchiveFileTest::rows))
        .isInstanceOf(UnansweredException.class)
        .hasMessage("too many ask at once");

    done.countDown();
  }

  @Test
  void aClosedFile_answersNothing() throws Exception {
    ArchiveFile open = open(Duration.ofMinutes(1));
    open.close();

    assertThatThrownBy(() -> open.read(ArchiveFileTest::rows))
        .isInstanceOf(UnansweredException.class)
        .hasMessage("the archive is closed");
  }

  @Test
  void anErrorInTheMiddleOfAWrite_leavesNoTransactionOpen() throws Exception {
    ArchiveFile open = open(Duration.ofMinutes(1));

    assertThatThrownBy(
            () ->
                open.write(
                    connection -> {
                      Rows.run(connection, "insert into meta values('x', 'y')");
                      throw new StackOverflowError("deep");
                    }))
        .isInstanceOf(StackOverflowError.class);

    assertThat(open.write(ArchiveFileTest::rows)).isEqualTo(1);
  }
}
