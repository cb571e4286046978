package io.evalstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The configuration of a command that needs no Kafka.
final class FileConfig {

  private FileConfig() {}

  /// @param judges the section `judges`, and what is to come after it
  static Path write(Path folder, String judges) throws IOException {
    return Files.writeString(
        folder.resolve("evalstream.yaml"),
        """
        kafka: { bootstrap.servers: "localhost:1", schema.registry.url: "http://localhost:1" }
        apps:
          - { id: docs-bot, evaluators: [ faithfulness ] }
        """
            + judges);
  }
}
