package io.evalstream.bench.chaos;

import io.evalstream.bench.process.MonitorProcess;
import io.evalstream.bench.process.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A monitor with its lives: it ends and is started again, with the same local state.
///
/// *Threading:* one thread after the other.
final class Instance implements AutoCloseable {

  private final int number;
  private final Path folder;
  private final MonitorYaml yaml;
  private final List<MonitorProcess> lives = new ArrayList<>();
  private boolean wanted;
  private boolean running;

  /// @param folder of its configurations, output and state
  Instance(int number, Path folder, MonitorYaml yaml) {
    this.number = number;
    this.folder = folder;
    this.yaml = yaml;
  }

  static String letter(int number) {
    return Character.toString('A' + number);
  }

  /// The name of its present or last life, such as `A2`.
  String life() {
    return letter(number) + lives.size();
  }

  void start() {
    if (alive()) {
      throw new IllegalStateException(life() + " runs already");
    }
    String name = letter(number) + (lives.size() + 1);
    lives.add(MonitorProcess.start(name, folder, config(name)));
    wanted = true;
    running = true;
  }

  private Path config(String name) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(
          folder.resolve(name + ".yaml"), yaml.of(name, folder.resolve("state-" + letter(number))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady(Duration patience) throws InterruptedException {
    process().awaitReady(patience);
  }

  /// Waits until it owns partitions from which something has come.
  ///
  /// @throws IllegalStateException when it ends before, or the patience does
  void awaitShare(Duration patience) throws InterruptedException {
    boolean came =
        new Wait(patience)
            .until(
                () ->
                    !alive() || process().funnel().values().stream().anyMatch(count -> count > 0));
    if (!came || !alive()) {
      throw new IllegalStateException(life() + (came ? " has ended" : " owns no partition"));
    }
  }

  void kill() {
    running = false;
    process().close();
  }

  /// SIGTERM, and no wait.
  void tellToStop() throws InterruptedException {
    running = false;
    process().jvm().tellToStop();
  }

  /// SIGTERM; returns the exit code.
  int stop() throws InterruptedException {
    wanted = false;
    running = false;
    try (MonitorProcess ending = process()) {
      return ending.jvm().terminate();
    }
  }

  void freeze(Duration time) throws InterruptedException {
    process().jvm().freeze(time);
  }

  /// Whether it is to run when nothing is done to it any more.
  boolean wanted() {
    return wanted;
  }

  /// The exit code when it has ended and nobody ended it; told once.
  Optional<Integer> surprise() {
    if (!running || alive()) {
      return Optional.empty();
    }
    running = false;
    return Optional.of(process().jvm().ended().join());
  }

  boolean alive() {
    return !lives.isEmpty() && process().jvm().alive();
  }

  /// The processes of all its lives, the present one last.
  List<MonitorProcess> lives() {
    return List.copyOf(lives);
  }

  /// That of its present or last life.
  MonitorProcess process() {
    if (lives.isEmpty()) {
      throw new IllegalStateException("monitor " + letter(number) + " was never started");
    }
    return lives.getLast();
  }

  @Override
  public void close() {
    lives.forEach(MonitorProcess::close);
  }
}
