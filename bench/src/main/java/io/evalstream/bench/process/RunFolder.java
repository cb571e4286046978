package io.evalstream.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The folder of everything that the processes of a run write.
public record RunFolder(Path path) {

  private static final String DATA = "data";
  private static final String STATE = "state";

  /// Whether nothing is in it, or it is not there.
  public boolean isFree() throws IOException {
    if (Files.notExists(path)) {
      return true;
    }
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  /// Deletes it.
  public void delete() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  /// Deletes the data of brokers and the state of monitors: the bulk of it. What the processes said
  /// stays.
  public void deleteData() throws IOException {
    for (Path file : files()) {
      if (Files.isDirectory(file) && isData(file.getFileName().toString())) {
        new RunFolder(file).delete();
      }
    }
  }

  private static boolean isData(String name) {
    return name.equals(DATA) || name.startsWith(STATE);
  }

  /// Those of a folder before the folder.
  private List<Path> files() throws IOException {
    if (Files.notExists(path)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(path)) {
      return found.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
