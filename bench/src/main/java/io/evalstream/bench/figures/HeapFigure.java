package io.evalstream.bench.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The heap of the monitor while many judgements wait for a judge that does not answer: what is
/// left after a full collection, when all are pending and a minute later.
record HeapFigure(long pending) implements Figure {

  private static final double MOST_MIB = 512;
  private static final double FLAT = 1.1;
  private static final Duration A_WHILE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern USED =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*\\} ([0-9.E+]+)");
  private static final double MIB = 1024 * 1024;

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public void measure(Path folder, Table table) throws IOException, InterruptedException {
    RigOptions options =
        RigOptions.of(name(), Shape.RETRIEVAL, 64, Duration.ofHours(1)).heap("512m");
    try (Rig rig = Rig.start(options, folder)) {
      rig.publish(pending / options.shape().judgements() + 1);
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (rig.requested() < pending) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException("only " + rig.requested() + " are pending");
        }
        Thread.sleep(500);
      }
      double first = usedMib(rig);
      Thread.sleep(A_WHILE);
      double later = usedMib(rig);
      table.most(
          "heap with " + pending + " pending judgements, after a full collection",
          Math.max(first, later),
          MOST_MIB,
          "MiB");
      table.most("the same, a minute later against before", later / first, FLAT, "x");
      table.note(
          String.format(
              Locale.ROOT, "%.0f MiB, then %.0f MiB; -Xmx%s", first, later, options.heap()));
    }
  }

  private static double usedMib(Rig rig) throws IOException, InterruptedException {
    Process collect =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(rig.monitor().jvm().pid()),
                "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (collect.waitFor() != 0) {
      throw new IllegalStateException("jcmd could not collect garbage");
    }
    double bytes = 0;
    Matcher used = USED.matcher(rig.monitor().metrics());
    while (used.find()) {
      bytes += Double.parseDouble(used.group(1));
    }
    return bytes / MIB;
  }
}
