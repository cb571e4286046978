package io.evalstream.cli;

import io.evalstream.offline.probe.NeedleGrid;
import io.evalstream.offline.report.NeedleReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looks how much of a long text a judge takes in.
@Command(
    name = "needle",
    description = {
      "Needle in a haystack: hides a random number in long texts and asks the judge for it, over"
          + " the length of the text and the depth of the number. At each length some texts do not"
          + " hold it, and the right answer is to say so.",
      "Answers are compared by this program; no other judge judges them."
    },
    mixinStandardHelpOptions = true)
final class NeedleCommand implements Callable<Integer> {

  private static final int SHORTEST = 100;
  private static final int LONGEST = 2_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ProbeJudge judge = new ProbeJudge();

  @Option(
      names = "--lengths",
      split = ",",
      paramLabel = "TOKENS",
      defaultValue = "1000,4000,16000,32000",
      description = "Lengths of the text, at four characters a token (default: ${DEFAULT-VALUE}).")
  private List<Integer> lengths = List.of();

  @Option(
      names = "--depths",
      split = ",",
      paramLabel = "PERCENT",
      defaultValue = "0,25,50,75,100",
      description =
          "Where the number stands: 0 the beginning, 100 the end (default:" + " ${DEFAULT-VALUE}).")
  private List<Integer> depths = List.of();

  @Option(
      names = "--per-cell",
      paramLabel = "N",
      defaultValue = "3",
      description = "Searches for each length and depth (default: ${DEFAULT-VALUE}).")
  private int perCell;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes needle.html and needle.png here.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    require("--lengths", lengths, SHORTEST, LONGEST);
    require("--depths", depths, 0, 100);
    require("--per-cell", List.of(perCell), 1, 1_000);
    if (out != null) {
      Files.createDirectories(out);
    }
    NeedleGrid grid =
        new NeedleGrid(
            lengths.stream().distinct().sorted().toList(),
            depths.stream().distinct().sorted().toList(),
            perCell,
            judge.seed());
    return judge.ask(spec.commandLine(), grid.size(), grid::search, () -> report(grid));
  }

  private int report(NeedleGrid grid) throws IOException {
    print(grid, spec.commandLine().getOut());
    write(grid);
    return grid.unanswered().mayPass() || grid.saysNothing() ? 1 : 0;
  }

  private void require(String option, List<Integer> values, int lowest, int highest) {
    for (int value : values) {
      if (value < lowest || value > highest) {
        throw new ParameterException(
            spec.commandLine(),
            "%s must be from %d to %d, was %d".formatted(option, lowest, highest, value));
      }
    }
  }

  private void print(NeedleGrid grid, PrintWriter print) {
    print.printf("right answers of %s; %s%n%n%-12s", judge.name(), judge.about(), "DEPTH");
    grid.lengths().forEach(tokens -> print.printf("%10d", tokens));
    for (int depth : grid.depths()) {
      print.printf("%n%-12s", depth + " %");
      grid.lengths().forEach(tokens -> print.printf("%10s", text(grid.cell(tokens, depth))));
    }
    print.printf("%n%-12s", "not there");
    grid.lengths().forEach(tokens -> print.printf("%10s", text(grid.cell(tokens, null))));
    print.println();
    if (!grid.unanswered().isEmpty()) {
      print.printf("%n%s%n", grid.unanswered());
    }
  }

  private static String text(NeedleGrid.Cell cell) {
    return cell.answered() == 0 ? "-" : cell.right() + "/" + cell.answered();
  }

  private void write(NeedleGrid grid) throws IOException {
    if (out == null) {
      return;
    }
    Path page = out.resolve("needle.html");
    Files.writeString(page, NeedleReport.page(judge.name(), judge.about(), grid));
    NeedleReport.picture(grid, out.resolve("needle.png"));
    spec.commandLine().getOut().printf("%npage: %s%n", page);
  }
}
