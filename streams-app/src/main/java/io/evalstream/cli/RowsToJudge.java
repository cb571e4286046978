package io.evalstream.cli;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.judgement.Bench;
import io.evalstream.offline.FileJudging;
import io.evalstream.offline.Judged;
import io.evalstream.offline.RowFile;
import io.evalstream.offline.TraceRow;
import io.evalstream.state.JudgementRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What commands on files have in common: the rows that are judged, the evaluators, and the page.
final class RowsToJudge {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The rows, as for replay.")
  private Path file = Path.of("");

  @Option(
      names = "--evaluators",
      required = true,
      split = ",",
      paramLabel = "NAME",
      description = "The evaluators, ids or aliases, separated by commas.")
  private List<String> names = List.of();

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with the results.")
  private @Nullable Path html;

  @Option(names = "--limit", paramLabel = "N", description = "Takes the first N rows only.")
  private @Nullable Long limit;

  /// Before anything is asked.
  void expectUsable() {
    CommandLine command = spec.commandLine();
    Inputs.expectRows(command, file);
    if (limit != null && limit < 1) {
      throw new ParameterException(command, "--limit must be at least 1, was " + limit);
    }
    Outputs.expectWritable(command, "--html", html);
  }

  Path file() {
    return file;
  }

  /// For a title.
  String title() {
    return String.valueOf(file.getFileName());
  }

  /// The evaluators as they were named.
  String named() {
    return String.join(", ", names);
  }

  List<Evaluator> evaluators(JudgeSource.Setup setup) {
    return setup.evaluators(spec.commandLine(), names);
  }

  FileJudging open(
      JudgeSource.Setup setup, Bench bench, List<Evaluator> evaluators, Consumer<Judged> results) {
    return new FileJudging(
        bench,
        evaluators.stream().map(Evaluator::id).toList(),
        setup.limits(),
        InstantSource.system(),
        results);
  }

  /// @param wanted whether a judgement of a row is to be made
  FilePlan plan(FileJudging judging, BiPredicate<TraceRow, JudgementRequest> wanted) {
    return new FilePlan(
        RowFile.ofRetrievals(file), limit == null ? Long.MAX_VALUE : limit, wanted, judging);
  }

  /// Writes the page, when it is wanted.
  void write(Supplier<String> page) throws IOException {
    if (html != null) {
      Files.writeString(html, page.get());
      spec.commandLine().getOut().printf("page: %s%n", html);
    }
  }
}
