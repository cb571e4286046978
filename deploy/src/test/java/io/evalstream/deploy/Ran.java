package io.evalstream.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A program that has ended.
///
/// @param out standard output
/// @param err standard error
record Ran(int exitCode, String out, String err) {

  static Ran in(Path folder, List<String> command) throws IOException, InterruptedException {
    Path err = Files.createTempFile("ran-", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ran(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }

  /// The same, where all went well.
  Ran well() {
    assertThat(exitCode).as("%s%n%s", out, err).isZero();
    return this;
  }
}
