package io.evalstream.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are started end in every way that they should.
class ChildJvmIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CHILD = Pattern.compile("child (\\d+)\\n");

  @TempDir Path folder;

  @Test
  void starterIsKilled_whatItStartedEndsToo() throws Exception {
    ChildJvm starter = start("starter", Starter.class, folder.toString());
    ProcessHandle grandchild = handle(starter);

    starter.close();

    grandchild.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(grandchild.isAlive()).isFalse();
  }

  @Test
  void starterIsKilledWhileWhatItStartedStandsStill_thatEndsToo() throws Exception {
    ChildJvm starter = start("starter", Starter.class, folder.toString(), "freeze");
    ProcessHandle grandchild = handle(starter);
    awaitStandingStill(grandchild.pid());

    starter.close();

    grandchild.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(grandchild.isAlive()).isFalse();
  }

  @Test
  void toldToStop_endsByItsHooks() throws Exception {
    try (ChildJvm sleeper = start("sleeper", Sleeper.class)) {
      sleeper.await(Pattern.compile("asleep"), PATIENCE);

      int exitCode = sleeper.terminate();

      assertThat(exitCode).isEqualTo(128 + 15);
      assertThat(sleeper.out()).endsWith("woken\n");
    }
  }

  @Test
  void killed_hasTheExitCodeOfTheSignal() throws Exception {
    try (ChildJvm sleeper = start("sleeper", Sleeper.class)) {
      sleeper.await(Pattern.compile("asleep"), PATIENCE);

      sleeper.kill();

      assertThat(sleeper.alive()).isFalse();
      assertThat(sleeper.ended().get()).isEqualTo(128 + 9);
    }
  }

  @Test
  void endsBeforeItIsUp_isToldWithItsOutput() {
    try (ChildJvm failing = start("failing", Failing.class)) {
      assertThatThrownBy(() -> failing.await(Pattern.compile("up"), PATIENCE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("failing ended before it was up; it wrote:")
          .hasMessageContaining("IllegalStateException: no");
    }
  }

  private ChildJvm start(String name, Class<?> main, String... arguments) {
    return ChildJvm.start(
        name,
        folder,
        new JavaCommand("64m", List.of(), main.getName(), List.of(arguments)).shortLived());
  }

  /// The state of a process follows its name, which stands in parentheses.
  private static void awaitStandingStill(long pid) throws Exception {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    assertThat(new Wait(PATIENCE).until(() -> Files.readString(stat).contains(") T "))).isTrue();
  }

  private static ProcessHandle handle(ChildJvm starter) throws InterruptedException {
    String pid = starter.await(CHILD, PATIENCE).group(1);
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /// Starts a sleeper and does nothing more.
  static final class Starter {

    public static void main(String[] arguments) throws Exception {
      ChildJvm child =
          ChildJvm.start(
              "child",
              Path.of(arguments[0]),
              new JavaCommand("64m", List.of(), Sleeper.class.getName(), List.of()).shortLived());
      child.await(Pattern.compile("asleep"), PATIENCE);
      System.out.println("child " + child.pid());
      if (arguments.length > 1) {
        child.freeze(Duration.ofSeconds(5));
      }
      Thread.sleep(PATIENCE);
    }
  }

  /// Sleeps until it is told to stop.
  static final class Sleeper {

    public static void main(String[] arguments) throws Exception {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("woken")));
      System.out.println("asleep");
      Thread.sleep(Duration.ofMinutes(10));
    }
  }

  /// Does not come up.
  static final class Failing {

    public static void main(String[] arguments) {
      throw new IllegalStateException("no");
    }
  }
}
