package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Documents;
import io.evalstream.app.Documents.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs each simulation that docs/alerting.md shows, and holds the output below it to what comes
/// out. The message of a failure is the right text.
class SimulateDocTest {

  private static final String PAGE = "alerting.md";
  private static final String COMMAND = "./evalstream simulate ";

  @Test
  void tables_areWhatTheCommandsAboveThemPrint() {
    List<Block> shown = blocks("text");
    List<Block> commands =
        blocks("sh").stream().filter(block -> block.text().startsWith(COMMAND)).toList();

    assertThat(commands).hasSize(2).hasSameSizeAs(shown);
    for (int i = 0; i < commands.size(); i++) {
      assertThat(output(commands.get(i).text())).isEqualToNormalizingNewlines(shown.get(i).text());
    }
  }

  private static List<Block> blocks(String language) {
    return Documents.blocks(language)
        .filter(block -> block.page().getFileName().toString().equals(PAGE))
        .toList();
  }

  private static String output(String command) {
    Object[] words = command.substring("./evalstream ".length()).strip().split(" +", -1);
    Program run = Program.run(words);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().stripTrailing();
  }
}
