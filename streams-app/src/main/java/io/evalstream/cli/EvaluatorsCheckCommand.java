package io.evalstream.cli;

import io.evalstream.app.MonitorConfig;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Prompt;
import io.evalstream.judgeclient.code.CodeJudge;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.Rehearsal;
import io.evalstream.offline.RowFile;
import io.evalstream.offline.SampleTrace;
import io.evalstream.offline.TraceRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Shows what evaluators would ask of a trace, to the letter, and calls nobody.
@Command(
    name = "check",
    description = {
      "Reads a configuration and shows what its evaluators would ask of a trace, to the letter.",
      "Nobody is called. What is code is run.",
      "Without --evaluator: those that an app uses and those that the configuration defines."
    },
    mixinStandardHelpOptions = true)
final class EvaluatorsCheckCommand implements Callable<Integer> {

  private static final double CHARACTERS_PER_TOKEN = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration, YAML.")
  private Path config = Path.of("");

  @Option(names = "--evaluator", paramLabel = "NAME", description = "Only this one; repeatable.")
  private List<String> names = List.of();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "The first row of this JSON Lines file, as replay takes it. Without it a sample.")
  private @Nullable Path trace;

  @Override
  public Integer call() throws Exception {
    MonitorConfig checked = MonitorConfig.read(config, System.getenv());
    List<Evaluator> evaluators = evaluators(checked);
    TraceRow row = row();
    PrintWriter out = spec.commandLine().getOut();
    for (Evaluator evaluator : evaluators) {
      check(evaluator, checked, row, out);
    }
    out.printf(
        "%s is good; %d evaluators were checked against %s, nobody was called%n",
        config, evaluators.size(), trace == null ? "the sample trace" : trace);
    return 0;
  }

  private List<Evaluator> evaluators(MonitorConfig config) {
    return names.isEmpty()
        ? config.evaluators().all().stream()
            .filter(known -> known.custom() || isUsed(known, config))
            .toList()
        : names.stream()
            .map(name -> EvaluatorsCommand.named(name, config.evaluators(), spec))
            .toList();
  }

  private static boolean isUsed(Evaluator evaluator, MonitorConfig config) {
    return config.apps().values().stream()
        .anyMatch(app -> app.evaluators().containsKey(evaluator.id()));
  }

  private TraceRow row() throws IOException {
    if (trace == null) {
      return SampleTrace.row();
    }
    if (!Files.isReadable(trace)) {
      throw new ParameterException(spec.commandLine(), "cannot read " + trace);
    }
    return new RowFile(trace)
        .first()
        .orElseThrow(
            () ->
                new ParameterException(spec.commandLine(), trace + " must hold a row, was empty"));
  }

  private static void check(
      Evaluator evaluator, MonitorConfig config, TraceRow row, PrintWriter out) {
    Rehearsal rehearsal =
        Rehearsal.of(evaluator, row.event(), row.spans(), config.judges().explain(evaluator.id()));
    out.printf("=== %s%n", evaluator.id());
    EvaluatorText.fact(out, "version", evaluator.version());
    EvaluatorText.fact(out, "judge", judge(evaluator, config));
    EvaluatorText.fact(out, "trace", row.event().getTraceId() + document(rehearsal));
    EvaluatorText.fact(out, "shown", EvaluatorText.names(rehearsal.shown()));
    EvaluatorText.fact(
        out,
        "missing",
        rehearsal.missing().isEmpty()
            ? "nothing"
            : EvaluatorText.needs(rehearsal.missing())
                + ": such a turn ends as not_evaluable, without a call");
    if (evaluator.isCoded()) {
      run(rehearsal, config, out);
    } else {
      print(rehearsal.request().prompt(), out);
    }
    out.println();
  }

  private static String judge(Evaluator evaluator, MonitorConfig config) {
    return evaluator.isCoded()
        ? Bench.CODE_JUDGE
        : config.judges().judgeOf().getOrDefault(evaluator.id(), Bench.DEFAULT_JUDGE);
  }

  private static String document(Rehearsal rehearsal) {
    return rehearsal.documentId() == null
        ? ""
        : ", document " + rehearsal.documentId() + " (each one is judged on its own)";
  }

  private static void print(Prompt prompt, PrintWriter out) {
    int characters = prompt.characters();
    EvaluatorText.fact(
        out,
        "prompt",
        "%d characters, about %d tokens"
            .formatted(characters, (int) Math.ceil(characters / CHARACTERS_PER_TOKEN)));
    out.printf("--- system%n%s%n--- user%n%s%n", prompt.system(), prompt.user());
  }

  private static void run(Rehearsal rehearsal, MonitorConfig config, PrintWriter out) {
    try (CodeJudge judge = new CodeJudge(Bench.CODE_JUDGE, config.evaluators())) {
      EvaluatorText.fact(
          out,
          "result",
          switch (judge.reply(rehearsal.request())) {
            case JudgeReply.Labelled labelled ->
                labelled.label() + " (" + labelled.explanation() + ")";
            case JudgeReply.Unlabelled unlabelled ->
                unlabelled.outcome().wireName() + " (" + unlabelled.explanation() + ")";
          });
    }
  }
}
