package io.evalstream.bench.figures;

import java.io.IOException;
import java.nio.file.Path;

/// Something that is measured.
interface Figure {

  /// By which it is chosen on the command line.
  String name();

  /// @param folder of everything that the processes write
  void measure(Path folder, Table table) throws IOException, InterruptedException;
}
