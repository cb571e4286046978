package io.evalstream.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Files that a command writes when its work is done: whether they can be is found out before.
final class Outputs {

  private Outputs() {}

  /// @param file null when it is not wanted
  static void expectWritable(CommandLine command, String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ParameterException(
          command, option + " must lie in a folder that is there, was " + file);
    }
    if (Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file))) {
      throw new ParameterException(command, option + " must be a file to write, was " + file);
    }
  }
}
