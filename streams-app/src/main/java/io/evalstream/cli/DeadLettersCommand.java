package io.evalstream.cli;

import picocli.CommandLine.Command;

/// Shows dead letters and replays them.
@Command(
    name = "dead-letters",
    description = "Shows the records that could not be processed, and replays them.",
    subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class},
    mixinStandardHelpOptions = true)
final class DeadLettersCommand {

  private DeadLettersCommand() {}
}
