package io.evalstream.bench.figures;

import io.evalstream.bench.process.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
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
    RigOptions options = RigOptions.of(name(), Shape.RETRIEVAL, 64, Duration.ofHours(1));
    try (Rig rig = Rig.start(options, folder)) {
      rig.publish(pending / options.shape().judgements() + 1);
      if (!new Wait(PATIENCE).until(() -> rig.requested() >= pending)) {
        throw new IllegalStateException("only " + rig.requested() + " are pending");
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
              Locale.ROOT, "%.0f MiB, then %.0f MiB; -Xmx%s", first, later, RigOptions.HEAP));
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
    return usedBytes(rig.monitor().metrics()) / MIB;
  }

  private static double usedBytes(String metrics) {
    List<MatchResult> areas = USED.matcher(metrics).results().toList();
    if (areas.isEmpty()) {
      throw new IllegalStateException("the metrics must tell the heap, were:\n" + metrics);
    }
    return areas.stream().mapToDouble(area -> Double.parseDouble(area.group(1))).sum();
  }
}
