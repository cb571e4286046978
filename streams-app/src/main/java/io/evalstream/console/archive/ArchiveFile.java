package io.evalstream.console.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/// One life of the SQLite file: a connection that writes and [Readers], which do not wait for each
/// other (write-ahead log).
///
/// *Threading:* [#write] is of one thread; all may [#read].
final class ArchiveFile implements AutoCloseable {

  /// Asks or changes something over a connection.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int BUSY_MILLIS = 5_000;
  private static final int LOG_BYTES = 16 * 1024 * 1024;
  private static final int CACHE_KIB = 16 * 1024;

  private final Path path;
  private final @Nullable Object fileKey;
  private final Connection writer;
  private final Readers readers;

  private ArchiveFile(Path path, Connection writer, Duration within)
      throws IOException, SQLException {
    this.path = path;
    this.writer = writer;
    this.fileKey = key(path);
    this.readers = Readers.open(path, within);
  }

  /// Opens the file as it is, or an empty one when there is none, or one of other tables or of
  /// another identity.
  static ArchiveFile open(Path path, String identity) throws IOException, SQLException {
    return open(path, identity, ANSWER_WITHIN);
  }

  /// @param within how long a question may take
  static ArchiveFile open(Path path, String identity, Duration within)
      throws IOException, SQLException {
    Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    Connection writer = connect(path, false);
    try {
      if (!Tables.areThere(writer, identity)) {
        writer.close();
        delete(path);
        writer = connect(path, false);
        Tables.create(writer, identity);
      }
      return new ArchiveFile(path, writer, within);
    } catch (SQLException | IOException | RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  static Connection connect(Path path, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(TempStore.MEMORY);
    config.setCacheSize(-CACHE_KIB);
    config.setReadOnly(readOnly);
    if (!readOnly) {
      config.setJournalMode(JournalMode.WAL);
      config.setSynchronous(SynchronousMode.NORMAL);
      config.setJournalSizeLimit(LOG_BYTES);
    }
    return config.createConnection("jdbc:sqlite:" + path.toAbsolutePath());
  }

  /// With its logs.
  static void delete(Path path) throws IOException {
    for (String end : List.of("", "-wal", "-shm", "-journal")) {
      Files.deleteIfExists(path.resolveSibling(path.getFileName() + end));
    }
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /// Whether somebody has deleted the file, or put another one in its place.
  boolean isGone() {
    try {
      return !Objects.equals(fileKey, key(path));
    } catch (IOException e) {
      return true;
    }
  }

  /// All of it or nothing.
  <T> T write(Work<T> work) throws SQLException {
    return transaction(writer, "begin immediate", work);
  }

  /// All statements of the work see the same moment.
  ///
  /// @throws UnansweredException when there is no answer in time
  <T> T read(Work<T> work) throws SQLException {
    return readers.ask(connection -> transaction(connection, "begin", work));
  }

  private static <T> T transaction(Connection connection, String begin, Work<T> work)
      throws SQLException {
    Rows.execute(connection, begin);
    try {
      T result = work.on(connection);
      Rows.execute(connection, "commit");
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      rollback(connection, e);
      throw e;
    }
  }

  /// After some failures SQLite has done so itself, and says that there is nothing to roll back.
  ///
  /// Source: https://www.sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction
  private static void rollback(Connection connection, Throwable failure) {
    try {
      Rows.execute(connection, "rollback");
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /// Pages of the file that are used, in bytes.
  static long bytes(Connection connection) throws SQLException {
    return (Rows.number(connection, "pragma page_count")
            - Rows.number(connection, "pragma freelist_count"))
        * Rows.number(connection, "pragma page_size");
  }

  /// Gives some free pages back to the disk.
  void shrink(int pages) throws SQLException {
    Rows.execute(writer, "pragma incremental_vacuum(" + pages + ")");
  }

  /// No more than so many pages, as on a disk that is full.
  void limitPages(long pages) throws SQLException {
    Rows.list(writer, "pragma max_page_count = " + pages, List.of(), row -> row.getLong(1));
  }

  @Override
  public void close() throws SQLException {
    readers.close();
    writer.close();
  }
}
