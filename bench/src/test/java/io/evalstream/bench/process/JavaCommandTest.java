package io.evalstream.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaCommandTest {

  private static final Path LAUNCHER = Path.of("..", "evalstream");

  @Test
  void flags_areThoseOfTheLauncher() throws Exception {
    List<String> launcher = List.of(Files.readString(LAUNCHER).split("\\s+", -1));

    assertThat(launcher).containsAll(JavaCommand.LAUNCHER_FLAGS);
  }
}
