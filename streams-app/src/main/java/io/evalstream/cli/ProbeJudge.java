package io.evalstream.cli;

import io.evalstream.app.JudgeBench;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.offline.UnusableJudgeException;
import io.evalstream.offline.probe.Interview;
import java.util.Random;
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

  /// Opens the judge and asks; true when all was asked.
  boolean ask(CommandLine command, int questions, Questions asked) throws Exception {
    JudgeSource.Setup setup = llm(command);
    Progress progress = new Progress(command.getErr(), "answered", questions);
    Stop stop = Stop.interrupting(Thread.currentThread());
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
      stop.done();
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
