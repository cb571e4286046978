package io.evalstream.cli;

import io.evalstream.registry.RegistryClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Brings the schemas of the topics and a schema registry together.
@Command(
    name = "schemas",
    description = "Compares the schemas of the topics with those of a registry, or registers them.",
    subcommands = {SchemasCommand.Check.class, SchemasCommand.Register.class},
    mixinStandardHelpOptions = true)
final class SchemasCommand {

  private SchemasCommand() {}

  /// Whether the schemas of this version can be registered.
  @Command(
      name = "check",
      description = {
        "Asks the registry for each topic whether the schema of this version is compatible with the"
            + " latest version of its subject; registers nothing.",
        "Exit code 1 when one is not."
      },
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RegistryPlace place = new RegistryPlace();

    @Override
    public Integer call() throws Exception {
      RegistryPlace.Target target = place.target();
      try (RegistryClient client = new RegistryClient(target.registry())) {
        return new SchemaTable(client, spec.commandLine().getOut()).check(target.schemas());
      }
    }
  }

  /// Registers the schemas of this version.
  @Command(
      name = "register",
      description = {
        "Registers the schema of each topic that is not registered in its subject yet.",
        "Exit code 1 when the registry refuses one; the others are registered all the same."
      },
      mixinStandardHelpOptions = true)
  static final class Register implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RegistryPlace place = new RegistryPlace();

    @Override
    public Integer call() throws Exception {
      RegistryPlace.Target target = place.target();
      try (RegistryClient client = new RegistryClient(target.registry())) {
        return new SchemaTable(client, spec.commandLine().getOut()).register(target.schemas());
      }
    }
  }
}
