package io.evalstream.cli;

import io.evalstream.app.JudgeBench;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.Calibration;
import io.evalstream.offline.Benchmark;
import io.evalstream.offline.FileJudging;
import io.evalstream.offline.UnusableJudgeException;
import io.evalstream.offline.report.BenchmarkReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Compares judges with labels.
@Command(
    name = "benchmark",
    description = {
      "Compares judges with the labels of a JSON Lines file (gzip too): labels {evaluator: label}"
          + " and document_labels {evaluator: {document id: label}} of the rows.",
      "Only what has a label is judged. With --calibration the counts are written to a file, for"
          + " rates that are corrected for the errors of the judge."
    },
    mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JudgeSource source = new JudgeSource();
  @Mixin private RowsToJudge rows = new RowsToJudge();

  @Option(
      names = "--judge",
      paramLabel = "NAME",
      description =
          "A judge; may be given several times. 'heuristic' is always there. Without it each"
              + " evaluator has the judge that the configuration gives it.")
  private List<String> judgeNames = List.of();

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "Writes the counts here; what the file says of others is kept.")
  private @Nullable Path calibration;

  private long duplicates;

  @Override
  public Integer call() throws Exception {
    rows.expectUsable();
    Outputs.expectWritable(spec.commandLine(), "--calibration", calibration);
    // Before any judge is asked: a file of something else must not be found out at the end.
    Calibration earlier =
        calibration != null && Files.exists(calibration)
            ? Calibration.read(calibration)
            : new Calibration(List.of());
    JudgeSource.Setup setup = source.read();
    List<Evaluator> evaluators = rows.evaluators(setup);
    Benchmark benchmark = new Benchmark(evaluators);
    Stop stop = Stop.interrupting(Thread.currentThread());
    try (JudgeBench judges = setup.open()) {
      List<Evaluator> asked = evaluators;
      for (Bench bench : benches(setup, evaluators, judges)) {
        judge(setup, bench, asked, benchmark);
        // Code gives the same labels beside each judge.
        asked = asked.stream().filter(evaluator -> !evaluator.isCoded()).toList();
      }
      stop.finishing();
      return report(benchmark, earlier);
    } catch (InterruptedException e) {
      spec.commandLine().getErr().println("stopped; nothing was written");
      return 0;
    } catch (UnusableJudgeException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    } finally {
      stop.done();
    }
  }

  private List<Bench> benches(
      JudgeSource.Setup setup, List<Evaluator> evaluators, JudgeBench judges) {
    List<@Nullable String> wanted =
        new java.util.ArrayList<>(judgeNames.stream().distinct().toList());
    if (wanted.isEmpty()) {
      wanted.add(source.usualJudge());
    }
    List<Bench> benches =
        wanted.stream().map(name -> setup.bench(spec.commandLine(), judges.bench(), name)).toList();
    benches.forEach(bench -> setup.expectLabels(spec.commandLine(), evaluators, bench));
    return benches;
  }

  private void judge(
      JudgeSource.Setup setup, Bench bench, List<Evaluator> evaluators, Benchmark benchmark)
      throws Exception {
    Progress[] progress = new Progress[1];
    try (FileJudging judging =
        rows.open(
            setup,
            bench,
            evaluators,
            judged -> {
              benchmark.add(judged.evaluation().getJudge(), judged);
              progress[0].step();
            })) {
      FilePlan plan =
          rows.plan(
              judging,
              (row, request) ->
                  bench
                      .evaluators()
                      .find(request.getEvaluator())
                      .filter(evaluator -> row.labels().has(evaluator, request.getDocumentId()))
                      .isPresent());
      FilePlan.Count count = plan.count();
      duplicates = count.duplicates();
      if (count.judgements() == 0 && !benchmark.judges().isEmpty()) {
        return; // Only what is code has labels.
      }
      if (count.judgements() == 0) {
        throw new IllegalStateException(
            "%s: no row has a label for %s. Labels stand under labels {evaluator: label} or"
                    .formatted(rows.file(), rows.named())
                + " document_labels {evaluator: {document id: label}}");
      }
      progress[0] = new Progress(spec.commandLine().getErr(), "judged", count.judgements());
      plan.forEach(judging::judge);
      judging.finish();
      progress[0].end();
    }
  }

  private int report(Benchmark benchmark, Calibration earlier) throws IOException {
    var print = spec.commandLine().getOut();
    new EvalTable(print).duplicates(duplicates);
    new BenchmarkTable(print).print(benchmark);
    if (calibration != null) {
      LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
      earlier.with(benchmark.calibration(rows.title(), today)).write(calibration);
      print.printf("calibration: %s%n", calibration);
    }
    rows.write(() -> BenchmarkReport.write(rows.title(), benchmark));
    if (!benchmark.passing().isEmpty()) {
      print.printf(
          "%nwithout a label for reasons that may pass: %s. Run it again%n", benchmark.passing());
    }
    return saysSomething(benchmark) && benchmark.passing().isEmpty() ? 0 : 1;
  }

  /// Whether a judge has given any label.
  private static boolean saysSomething(Benchmark benchmark) {
    return benchmark.judges().stream()
        .flatMap(judge -> benchmark.of(judge).stream())
        .anyMatch(pairs -> pairs.labelled() > pairs.abstentions());
  }
}
