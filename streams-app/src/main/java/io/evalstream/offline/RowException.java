package io.evalstream.offline;

import java.nio.file.Path;

/// A row that is not a trace; the message says where, which rule and which value.
public final class RowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RowException(Path file, int line, String problem) {
    super(file + ":" + line + ": " + problem);
  }
}
