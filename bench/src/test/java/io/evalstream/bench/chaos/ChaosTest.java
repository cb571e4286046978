package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What cannot be run is refused before anything starts.
class ChaosTest {

  private static final int USAGE = 2;

  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void folderOfAnEarlierRun_isRefused() throws Exception {
    Files.createFile(folder.resolve("labels.jsonl"));

    int exitCode = run("--folder", folder.toString());

    assertThat(exitCode).isEqualTo(USAGE);
    assertThat(err.toString()).startsWith("--folder: must be empty or new, was " + folder);
  }

  @Test
  void loadThatEndsBeforeTheFirstAct_isRefused() {
    int exitCode = run("--folder", folder.toString(), "--seconds", "4");

    assertThat(exitCode).isEqualTo(USAGE);
    assertThat(err.toString()).startsWith("seconds: must be more than 5, was 4");
  }

  @Test
  void loadOfNothing_isRefused() {
    int exitCode = run("--folder", folder.toString(), "--rate", "0");

    assertThat(exitCode).isEqualTo(USAGE);
    assertThat(err.toString()).startsWith("rate: must be more than 0, was 0.0");
  }

  @Test
  void negativeNumberOfActs_isRefused() {
    int exitCode = run("--folder", folder.toString(), "--acts", "KILL=-1");

    assertThat(exitCode).isEqualTo(USAGE);
    assertThat(err.toString()).startsWith("acts: must be 0 or more of each, was {KILL=-1}");
  }

  private int run(String... arguments) {
    return new CommandLine(new Chaos()).setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
