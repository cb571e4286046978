package io.evalstream.cli;

import io.evalstream.app.JudgeBench;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.offline.UnusableJudgeException;
import io.evalstream.offline.probe.Interview;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The judge that a probe is about, and how the probe goes.
final class ProbeJudge {

  @Mixin private JudgeSource source = new JudgeSource();

  @Option(
      names = "--judge",
      required = true,
      paramLabel = "NAME",
      description = "The judge, an LLM of the configuration.")
  private String name = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Makes the same texts as an earlier run with this number (default: random).")
  private @Nullable Long seed;

  /// Asks the questions.
  interface Questions {
    void ask(Interview interview, Runnable step) throws Exception;
  }

  String name() {
    return name;
  }

  /// The one that was given, or a random one; the same on every call.
  long seed() {
    if (seed == null) {
      seed = (long) new Random().nextInt(1_000_000);
    }
    return seed;
  }

  String about() {
    return "seed " + seed() + " gives the same texts again";
  }

  /// Opens the judge, asks, and reports, also on what was answered before Ctrl-C.
  ///
  /// @param report prints and writes; gives the exit code
  int ask(CommandLine command, int questions, Questions asked, Callable<Integer> report)
      throws Exception {
    JudgeSource.Setup setup = llm(command);
    Stop stop = Stop.interrupting(Thread.currentThread());
    try {
      boolean usable = ask(command, setup, questions, asked);
      stop.finishing();
      return usable ? report.call() : 1;
    } finally {
      stop.done();
    }
  }

  /// False when the judge cannot be used.
  private boolean ask(CommandLine command, JudgeSource.Setup setup, int questions, Questions asked)
      throws Exception {
    Progress progress = new Progress(command.getErr(), "answered", questions);
    try (JudgeBench judges = setup.open()) {
      asked.ask(new Interview(judges.judge(name), setup.limits()), progress::step);
      return true;
    } catch (InterruptedException e) {
      command.getErr().println("stopped; what follows is what was answered until then");
      return true;
    } catch (UnusableJudgeException e) {
      command.getErr().println(e.getMessage());
      return false;
    } finally {
      progress.end();
    }
  }

  private JudgeSource.Setup llm(CommandLine command) throws InvalidConfigException {
    JudgeSource.Setup setup = source.read();
    if (setup.judge(command, name).api() instanceof JudgeConfig.Heuristic) {
      throw new ParameterException(
          command,
          "the judge '%s' is the heuristic one, which reads no questions. Name an LLM of the"
                  .formatted(name)
              + " configuration: --config FILE --judge NAME");
    }
    return setup;
  }
}
