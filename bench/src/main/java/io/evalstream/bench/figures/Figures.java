package io.evalstream.bench.figures;

import io.evalstream.bench.process.RunFolder;
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
          new GateFigure(Duration.ofMillis(300)),
          new ChangelogFigure(256, Duration.ofMillis(300)),
          new ConsoleFigure(100_000),
          new HeapFigure(200_000),
          new KillFigure(10));

  private Figures() {}

  public static void main(String[] names) throws IOException, InterruptedException {
    TrustedRecords.trust();
    List<String> unknown = unknown(List.of(names));
    if (!unknown.isEmpty()) {
      System.err.println("no figures: " + unknown + "; the figures are:");
      ALL.forEach(figure -> System.err.println("  " + figure.name()));
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("evalstream-figures");
    System.out.println("logs in " + folder);
    Table table = new Table(System.out);
    table.head();
    for (Figure figure : ALL) {
      if (names.length == 0 || List.of(names).contains(figure.name())) {
        measure(figure, folder, table);
      }
    }
    System.exit(0);
  }

  private static List<String> unknown(List<String> names) {
    List<String> known = ALL.stream().map(Figure::name).toList();
    return names.stream().filter(name -> !known.contains(name)).toList();
  }

  /// Keeps the data of what did not go well.
  private static void measure(Figure figure, Path folder, Table table)
      throws IOException, InterruptedException {
    int missed = table.missed();
    figure.measure(folder, table);
    if (table.missed() == missed) {
      new RunFolder(folder.resolve(figure.name())).deleteData();
    }
  }
}
