package io.evalstream.cli;

import io.evalstream.app.JudgeBench;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.Evaluation;
import io.evalstream.judgement.Bench;
import io.evalstream.offline.EvalResult;
import io.evalstream.offline.EvaluationFile;
import io.evalstream.offline.FileJudging;
import io.evalstream.offline.Judged;
import io.evalstream.offline.TraceRow;
import io.evalstream.offline.UnusableJudgeException;
import io.evalstream.offline.report.EvalReport;
import io.evalstream.state.JudgementRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Judges the traces of a file.
@Command(
    name = "eval",
    description = {
      "Judges the traces of a JSON Lines file (gzip too) without Kafka, as the monitor would.",
      "With --out each evaluation is written as it ends, and the same command goes on where an"
          + " earlier run has stopped.",
      "Exits with 1 when judgements ended without a label for reasons that may pass, such as"
          + " provider_error: the same command tries those again."
    },
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JudgeSource source = new JudgeSource();
  @Mixin private RowsToJudge rows = new RowsToJudge();

  @Option(
      names = "--judge",
      paramLabel = "NAME",
      description =
          "Asks this judge. Without it each evaluator has the judge that the configuration"
              + " gives it.")
  private @Nullable String judge;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the evaluations here, a line of JSON each.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    rows.expectUsable();
    Outputs.expectWritable(spec.commandLine(), "--out", out);
    JudgeSource.Setup setup = source.read();
    List<Evaluator> evaluators = rows.evaluators(setup);
    try (JudgeBench judges = setup.open()) {
      Bench bench =
          setup.bench(
              spec.commandLine(), judges.bench(), judge == null ? source.usualJudge() : judge);
      setup.expectLabels(spec.commandLine(), evaluators, bench);
      return judge(setup, evaluators, bench);
    }
  }

  private int judge(JudgeSource.Setup setup, List<Evaluator> evaluators, Bench bench)
      throws Exception {
    EvalResult result = new EvalResult(evaluators);
    Session session = new Session(result, spec.commandLine().getErr());
    try (FileJudging judging = rows.open(setup, bench, evaluators, session::add)) {
      FilePlan plan = rows.plan(judging, (row, request) -> true);
      FilePlan.Count count = plan.count();
      try (EvaluationFile earlier = out == null ? null : EvaluationFile.open(out)) {
        session.open(earlier, count, new KeptJudges(setup, bench, result));
        return run(session, plan, judging, count);
      }
    }
  }

  private int run(Session session, FilePlan plan, FileJudging judging, FilePlan.Count count)
      throws Exception {
    Stop stop = Stop.interrupting(Thread.currentThread());
    PrintWriter err = spec.commandLine().getErr();
    try {
      plan.forEach((row, requests) -> judging.judge(row, session.open(row, requests)));
      judging.finish();
      stop.finishing();
      session.progress().end();
      return report(session.result, count);
    } catch (InterruptedException e) {
      session.progress().end();
      err.printf(
          "stopped after %,d of %,d judgements; %s%n", session.done(), count.judgements(), goOn());
      return 0;
    } catch (UnusableJudgeException e) {
      session.progress().end();
      err.printf(
          "%s%n%,d of %,d judgements are done; %s%n",
          e.getMessage(), session.done(), count.judgements(), goOn());
      return 1;
    } finally {
      stop.done();
    }
  }

  private String goOn() {
    return out == null
        ? "with --out FILE they would be kept for the next run"
        : "they are in " + out + ", and the same command goes on from there";
  }

  private int report(EvalResult result, FilePlan.Count count) throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    print.printf("%,d rows of %s%n", count.rows(), rows.file());
    new EvalTable(print).duplicates(count.duplicates());
    new EvalTable(print).print(result);
    rows.write(() -> EvalReport.write(rows.title(), result));
    if (!result.passing().isEmpty()) {
      print.printf(
          "%nwithout a label for reasons that may pass: %s. %s%n",
          result.passing(),
          out == null
              ? "Run it again; with --out FILE only these are judged again."
              : "Run the same command again: only these are judged again.");
      return 1;
    }
    return 0;
  }

  /// One run: what an earlier one has left, and what comes in.
  private static final class Session {

    private final EvalResult result;
    private final PrintWriter err;
    private @Nullable EvaluationFile file;
    private @Nullable Progress progress;
    private long done;

    Session(EvalResult result, PrintWriter err) {
      this.result = result;
      this.err = err;
    }

    void open(@Nullable EvaluationFile file, FilePlan.Count count, KeptJudges judges) {
      this.file = file;
      this.progress = new Progress(err, "judged", count.judgements());
      if (file != null && file.wasCutOff()) {
        err.println("the last line of the earlier run was cut off; it is dropped");
      }
      if (file != null && file.kept().size() + file.again() > 0) {
        judges.expectSame(file.kept()).forEach(err::println);
        err.printf(
            "an earlier run has %,d evaluations that are kept, and %,d to be judged again%n",
            file.kept().size(), file.again());
      }
    }

    Progress progress() {
      return java.util.Objects.requireNonNull(progress, "used before it was opened");
    }

    long done() {
      return done;
    }

    /// Takes what is kept of a row; returns what is still to be judged.
    List<JudgementRequest> open(TraceRow row, List<JudgementRequest> requests) {
      result.add(row);
      List<JudgementRequest> open = new ArrayList<>();
      for (JudgementRequest request : requests) {
        Evaluation kept = file == null ? null : file.kept(request.getEvaluationId()).orElse(null);
        if (kept == null) {
          open.add(request);
        } else {
          count(new Judged(row, kept));
        }
      }
      return open;
    }

    void add(Judged judged) {
      if (file != null) {
        file.add(judged.evaluation());
      }
      count(judged);
    }

    private void count(Judged judged) {
      result.add(judged);
      progress().step();
      done++;
    }
  }
}
