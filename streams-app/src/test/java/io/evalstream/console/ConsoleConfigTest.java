package io.evalstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.app.MonitorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleConfigTest {

  @Test
  void withoutASection_theConsoleIsOn_andRemembersADay() throws Exception {
    MonitorConfig config =
        MonitorConfig.readText(
            "evalstream.yaml",
            """
            kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
            apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
            judges: { default: { api: heuristic } }
            """,
            Map.of());

    assertThat(config.console())
        .isEqualTo(new ConsoleConfig(true, Duration.ofHours(24), 1_073_741_824, null));
  }

  @Test
  void everyKey_isRead() throws Exception {
    String yaml = "{ enabled: false, retention: 6h, max_bytes: 268435456, directory: /data/c }";

    ConsoleConfig config =
        Configs.read("console: " + yaml, root -> ConsoleConfig.read(root.section("console")));

    assertThat(config)
        .isEqualTo(new ConsoleConfig(false, Duration.ofHours(6), 268_435_456, Path.of("/data/c")));
  }

  @Test
  void whatIsTooShortOrTooSmall_isAProblem() {
    String yaml = "console: { retention: 1s, max_bytes: 1000, keep: 1h }";

    assertThat(Configs.problems(yaml, root -> ConsoleConfig.read(root.section("console"))))
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("console.retention must be "))
        .anyMatch(problem -> problem.startsWith("console.max_bytes must be "))
        .anyMatch(problem -> problem.startsWith("console.keep: unknown key"));
  }
}
