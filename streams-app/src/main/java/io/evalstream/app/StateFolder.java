package io.evalstream.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The folder in which Kafka Streams keeps the stores of this process, and its disk. A store lies
/// in `TASK/rocksdb/STORE`, one with segments in `TASK/STORE`.
///
/// Files are looked at, not RocksDB: a store may be closed at any moment by its own thread, and
/// what is native does not survive a question after that.
///
/// *Threading:* safe for all threads.
final class StateFolder {

  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final Path ROCKSDB = Path.of("rocksdb");

  private final Path folder;
  private final InstantSource clock;

  // Guarded by this.
  private Map<String, Long> sizes = Map.of();
  private Instant readAt = Instant.MIN;

  /// @param folder of all tasks of the application
  StateFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// Bytes of the files of a store, all partitions together.
  synchronized long sizeBytes(String store) {
    Instant now = clock.instant();
    if (now.isBefore(readAt) || Duration.between(readAt, now).compareTo(FRESH) > 0) {
      sizes = read();
      readAt = now;
    }
    return sizes.getOrDefault(store, 0L);
  }

  /// Bytes that may still be written; NaN while there is no folder.
  double freeBytes() {
    return disk(FileStore::getUsableSpace);
  }

  /// NaN while there is no folder.
  double diskBytes() {
    return disk(FileStore::getTotalSpace);
  }

  private interface Reading {
    long of(FileStore disk) throws IOException;
  }

  private double disk(Reading reading) {
    try {
      return Files.exists(folder) ? reading.of(Files.getFileStore(folder)) : Double.NaN;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the disk of " + folder, e);
    }
  }

  private Map<String, Long> read() {
    Map<String, Long> sums = new HashMap<>();
    if (Files.exists(folder)) {
      try {
        Files.walkFileTree(folder, new Sizes(sums));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + folder, e);
      }
    }
    return sums;
  }

  private void add(Map<String, Long> sums, Path file, long bytes) {
    Path inTask = folder.relativize(file);
    int store = inTask.getNameCount() > 2 && inTask.getName(1).equals(ROCKSDB) ? 2 : 1;
    if (inTask.getNameCount() > store + 1) {
      sums.merge(inTask.getName(store).toString(), bytes, Long::sum);
    }
  }

  /// Adds up sizes. What RocksDB has deleted since it was listed has none.
  private final class Sizes extends SimpleFileVisitor<Path> {

    private final Map<String, Long> sums;

    Sizes(Map<String, Long> sums) {
      this.sums = sums;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        add(sums, file, attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
