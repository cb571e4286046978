package io.evalstream.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Files that a command reads twice: once to find what is wrong, and once to judge.
final class Inputs {

  private Inputs() {}

  static void expectRows(CommandLine command, Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ParameterException(command, "cannot read " + file);
    }
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          command,
          "FILE must be a regular file, because it is read twice, was "
              + file
              + ". Write what a pipe gives to a file first");
    }
  }
}
