package io.evalstream.devcluster.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// Where one broker keeps its log, and nobody else writes.
///
/// The broker locks its own log folder late, after its controller has written there; so this folder
/// has a lock of its own that is taken first.
///
/// @param path an existing folder
/// @param temporary whether the folder goes away with the broker
/// @param lock open as long as the folder is taken
record BrokerFolder(Path path, boolean temporary, FileChannel lock) {

  /// Takes the given folder, made when it is not there, or a temporary one.
  static BrokerFolder take(@Nullable Path data) {
    try {
      Path path =
          data == null
              ? Files.createTempDirectory("evalstream-broker-")
              : Files.createDirectories(data.toAbsolutePath());
      return new BrokerFolder(path, data == null, lock(path));
    } catch (IOException e) {
      throw new UncheckedIOException("broker: cannot use data folder " + data, e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Taken by a broker of this very JVM.
    }
    channel.close();
    throw new IllegalStateException(
        "broker: data folder must belong to one broker, was "
            + path
            + " in use by another; stop it, or choose another folder");
  }

  /// Gives the folder a cluster id, unless it has one already: then its records are kept.
  void formatOnce() {
    if (Files.exists(path.resolve("meta.properties"))) {
      return;
    }
    try {
      formatter().run();
    } catch (Exception e) {
      throw new IllegalStateException("broker: cannot format data folder " + path, e);
    }
  }

  private Formatter formatter() {
    return new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(BrokerSettings.NODE_ID)
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setDirectories(List.of(path.toString()))
        .setMetadataLogDirectory(path.toString());
  }

  /// Gives the folder up: deletes a temporary one, leaves any other to the next broker.
  void release() {
    try {
      lock.close();
      if (temporary) {
        delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("broker: cannot release data folder " + path, e);
    }
  }

  private void delete() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(path)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
