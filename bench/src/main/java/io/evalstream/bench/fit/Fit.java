package io.evalstream.bench.fit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.judgeclient.heuristic.Formula;
import io.evalstream.judgeclient.heuristic.Gauge;
import io.evalstream.judgeclient.heuristic.Gauges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Finds the numbers of the heuristic judge on labelled rows, and prints for every set of rows how
/// good they are on rows that they were not found on.
///
/// Arguments: a folder of JSON Lines files; `--write` and the file that the numbers go to. Without
/// it nothing is changed.
public final class Fit {

  private static final String LEGEND =
      """
      balanced accuracy: on groups that the numbers were not found on, with a 95 % interval over groups; of a set with one side only, the share that is right
      F1, MCC: of the same judgements; F1 of the rarer side
      unseen: balanced accuracy on the set with numbers from the other sets alone
      length, overlap: the same from the length of the text alone, and from plain word overlap, each with a threshold of the set's own; the majority reaches 0.500
      committed: the judge as it is built, on all rows of the set, those included that its numbers were found on""";

  private Fit() {}

  public static void main(String[] arguments) throws IOException {
    boolean writes = arguments.length == 3 && arguments[1].equals("--write");
    if (arguments.length == 0
        || (arguments.length > 1 && !writes)
        || !Files.isDirectory(Path.of(arguments[0]))) {
      System.err.println(
          "usage: bench/fit FOLDER [--write FILE]; FOLDER holds *.jsonl or *.jsonl.gz");
      System.exit(2);
    }
    System.out.println(LEGEND);
    StringBuilder numbers =
        new StringBuilder("# Found by bench/fit; see docs/heuristic-judge.md.\n");
    List<String> without = measure(new LabelledFolder(Path.of(arguments[0])).sets(), numbers);
    if (writes && !without.isEmpty()) {
      System.err.println(
          "not written: no set has passes and failures of "
              + String.join(", ", without)
              + "; add labelled rows of them to the folder");
      System.exit(1);
    }
    if (writes) {
      Files.writeString(Path.of(arguments[2]), numbers, UTF_8);
    }
  }

  /// Prints every task and adds its numbers; the evaluators for which there are none.
  private static List<String> measure(Map<String, List<Trace>> sets, StringBuilder numbers) {
    Map<String, Gauge> gauges = Gauges.fitted();
    List<String> without = new ArrayList<>();
    for (Task task : Task.ALL) {
      Gauge gauge = Objects.requireNonNull(gauges.get(task.evaluator()), task.evaluator());
      Measured measured = new Measured(task, gauge, new Rows(task, sets).all());
      measured.print(System.out);
      measured
          .formula()
          .ifPresentOrElse(
              found -> append(numbers, task.evaluator(), gauge, found),
              () -> without.add(task.evaluator()));
    }
    return without;
  }

  private static void append(
      StringBuilder numbers, String evaluator, Gauge gauge, Formula formula) {
    numbers.append(line(evaluator, "bias", formula.bias()));
    for (int i = 0; i < gauge.features().size(); i++) {
      numbers.append(line(evaluator, gauge.features().get(i), formula.weights().get(i)));
    }
  }

  private static String line(String evaluator, String name, double value) {
    return String.format(Locale.ROOT, "%s.%s=%.3f%n", evaluator, name, value);
  }
}
