package io.evalstream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// Stands in for a command that needs the development cluster, where that was left out.
@Command(
    description = "Not here: needs the development cluster, which this installation leaves out.")
final class AbsentCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The options of the real command are no mistake of the caller.
  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    spec.commandLine()
        .getErr()
        .printf(
            "%s needs the development cluster, which is not in this image. In a checkout of the"
                + " sources: ./evalstream %s%n",
            spec.name(), (spec.name() + " " + String.join(" ", words)).strip());
    return 2;
  }
}
