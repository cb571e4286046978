package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the topology in ARCHITECTURE.md to the one that is built.
final class TopologyDocTest {

  private static final String PAGE = "ARCHITECTURE.md";
  private static final String BEGIN = "<!-- topology: begin -->";
  private static final String END = "<!-- topology: end -->";
  private static final int PARTITIONS = 3;
  private static final Pattern NAMES =
      Pattern.compile("(.*(?:--> |<-- |stores: \\[|topics: \\[))([^\\])]+)(.*)");

  @Test
  void topology_isTheOneThatThePageShows() throws Exception {
    String page = Documents.read(Documents.page(PAGE));

    String shown = between(page);
    String built = "```text\n" + describe() + "\n```";

    if (!shown.equals(built)) {
      throw new AssertionError(
          "%s shows another topology than is built. Put this between %s and %s:%n%n%s%n"
              .formatted(PAGE, BEGIN, END, built));
    }
  }

  private static String between(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new AssertionError(PAGE + " must hold " + BEGIN + " and " + END);
    }
    return page.substring(begin + BEGIN.length(), end).strip();
  }

  /// The topology of the demo.
  private static String describe() throws Exception {
    return BuiltTopology.of(demo(), PARTITIONS)
        .description()
        .toString()
        .strip()
        .lines()
        .map(TopologyDocTest::ordered)
        .collect(Collectors.joining("\n"));
  }

  /// Kafka Streams tells stores and neighbours in the order of a hash.
  private static String ordered(String line) {
    Matcher names = NAMES.matcher(line);
    return names.matches()
        ? names.group(1)
            + Stream.of(names.group(2).split(", ")).sorted().collect(Collectors.joining(", "))
            + names.group(3)
        : line.stripTrailing();
  }

  private static MonitorConfig demo() throws Exception {
    String path = "/demo/evalstream.yaml";
    return MonitorConfig.readText(
        path,
        resource(path),
        Map.of(
            "KAFKA", "localhost:9092",
            "REGISTRY", "http://localhost:8081",
            "SLACK_WEBHOOK_URL", "http://localhost/slack",
            "STATE_DIR", "state",
            "HTTP_PORT", "0"));
  }

  private static String resource(String path) throws IOException {
    try (InputStream source =
        Objects.requireNonNull(TopologyDocTest.class.getResourceAsStream(path), path)) {
      return new String(source.readAllBytes(), UTF_8);
    }
  }
}
