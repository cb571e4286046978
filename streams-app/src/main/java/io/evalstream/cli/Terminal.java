package io.evalstream.cli;

import java.io.Console;

/// Whether a person watches.
final class Terminal {

  private Terminal() {}

  /// Standard input and output are a terminal.
  @SuppressWarnings("SystemConsoleNull") // it can be null where no console provider is there
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
