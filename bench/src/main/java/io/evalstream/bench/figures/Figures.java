package io.evalstream.bench.figures;

import io.evalstream.topic.TrustedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Measures what the project promises and prints it beside the promise.
///
/// Arguments are names of figures; without any all are measured, one after the other. The machine
/// should have nothing else to do: the figures are ratios, and what other programs take is missing
/// in them.
public final class Figures {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final List<Figure> ALL =
      List.of(
          new EfficiencyFigure(Shape.RETRIEVAL, 256, SECOND, 0.95),
          new EfficiencyFigure(Shape.RETRIEVAL, 1000, SECOND, 0.95),
          new EfficiencyFigure(Shape.RETRIEVAL, 4000, SECOND, 0.85),
          new EfficiencyFigure(Shape.RETRIEVAL, 1000, Duration.ofMillis(300), 0.85),
          new EfficiencyFigure(Shape.PLAIN, 1000, SECOND, 0.95),
          new BlockingFigure(1000, SECOND),
          new AddedLatencyFigure(1000, SECOND),
          new ChangelogFigure(256, Duration.ofMillis(300)),
          new HeapFigure(200_000),
          new KillFigure(10));

  private Figures() {}

  public static void main(String[] names) throws IOException, InterruptedException {
    TrustedRecords.trust();
    List<Figure> chosen =
        ALL.stream()
            .filter(figure -> names.length == 0 || List.of(names).contains(figure.name()))
            .toList();
    if (chosen.isEmpty()) {
      System.err.println("the figures are:");
      ALL.forEach(figure -> System.err.println("  " + figure.name()));
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("evalstream-figures");
    System.out.println("logs in " + folder);
    Table table = new Table(System.out);
    table.head();
    for (Figure figure : chosen) {
      figure.measure(folder, table);
    }
    System.exit(0);
  }
}
