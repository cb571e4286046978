package io.evalstream.cli;

import io.evalstream.offline.Measure;
import io.evalstream.offline.probe.ScoreStudy;
import io.evalstream.offline.report.ScoreReport;
import io.evalstream.stats.RateEstimate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Studies of a judge.
@Command(
    name = "study",
    description = "Studies how a judge judges.",
    subcommands = StudyCommand.Scores.class,
    mixinStandardHelpOptions = true)
final class StudyCommand {

  private StudyCommand() {}

  /// Whether scores mean anything.
  @Command(
      name = "scores",
      description = {
        "Does a judge's score follow the truth? Misspells 0, 10, ... 100 %% of the words of a text,"
            + " asks for a score from 1 to 10 and, apart from that, for a label, and compares both"
            + " with the share."
      },
      mixinStandardHelpOptions = true)
  static final class Scores implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ProbeJudge judge = new ProbeJudge();

    @Option(
        names = "--texts",
        paramLabel = "N",
        defaultValue = "5",
        description = "Texts at each share; each is asked about twice (default: ${DEFAULT-VALUE}).")
    private int texts;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with the results.")
    private @Nullable Path html;

    @Override
    public Integer call() throws Exception {
      if (texts < 1 || texts > 1_000) {
        throw new ParameterException(
            spec.commandLine(), "--texts must be from 1 to 1000, was " + texts);
      }
      Outputs.expectWritable(spec.commandLine(), "--html", html);
      ScoreStudy study = new ScoreStudy(texts, judge.seed());
      return judge.ask(spec.commandLine(), study.size(), study::ask, () -> report(study));
    }

    private int report(ScoreStudy study) throws IOException {
      print(study, spec.commandLine().getOut());
      if (html != null) {
        Files.writeString(html, ScoreReport.page(judge.name(), judge.about(), study));
        spec.commandLine().getOut().printf("%npage: %s%n", html);
      }
      return study.unanswered().mayPass() || study.saysNothing() ? 1 : 0;
    }

    private void print(ScoreStudy study, PrintWriter out) {
      out.printf(
          "scores and labels of %s; %s%n%n%-10s %12s %22s%n",
          judge.name(), judge.about(), "MISSPELT", "MEAN SCORE", "LABELLED INCORRECT");
      for (int percent : ScoreStudy.SHARES) {
        out.printf(
            "%-10s %12s %22s%n",
            percent + " %", number(study.meanScore(percent)), share(study.incorrect(percent)));
      }
      out.printf("%nSpearman of misspelt words and score: %s%n", Measure.text(study.correlation()));
      out.printf(
          "  among texts with faults alone:       %s%n", Measure.text(study.correlationOfFaulty()));
      out.printf("right labels: %s%n", share(study.rightLabels()));
      if (!study.unanswered().isEmpty()) {
        out.printf("%s%n", study.unanswered());
      }
    }

    private static String number(@Nullable Double value) {
      return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String share(RateEstimate rate) {
      return rate.rate() == null
          ? "-"
          : String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", rate.rate(), rate.low(), rate.high());
    }
  }
}
