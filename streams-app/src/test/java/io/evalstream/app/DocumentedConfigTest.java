package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Problem;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Feedback;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.topic.JsonAvro;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the pages to the configuration that is read.
final class DocumentedConfigTest {

  /// What an example leaves out. Each root key that it has takes the place of the one here.
  private static final String REST =
      """
      kafka: { bootstrap.servers: "localhost:9092", schema.registry.url: "http://localhost:8081" }
      apps:
        - id: docs-bot
          evaluators: [ faithfulness, document_relevance, correctness, toxicity, refusal ]
      judges: { default: { api: heuristic } }
      """;

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("GOLDEN_FILE", "../samples/labelled.jsonl"),
          Map.entry("OPENAI_API_KEY", "key"),
          Map.entry("ANTHROPIC_API_KEY", "key"),
          Map.entry("KAFKA_PASSWORD", "password"),
          Map.entry("REGISTRY_USER", "user"),
          Map.entry("REGISTRY_PASSWORD", "password"),
          Map.entry("HTTP_TOKEN", "token"),
          Map.entry("OTLP_AUTHORIZATION", "Bearer token"),
          Map.entry("LANGFUSE_AUTHORIZATION", "Basic token"),
          Map.entry("SLACK_BOT_TOKEN", "xoxb-1"),
          Map.entry("INCIDENTS_URL", "https://incidents.example/hook"),
          Map.entry("INCIDENTS_AUTHORIZATION", "Bearer token"),
          Map.entry("SLACK_WEBHOOK_URL", "https://slack.example/hook"),
          Map.entry("ONCALL_WEBHOOK_URL", "https://slack.example/oncall"));

  private static final Pattern ROOT_KEY = Pattern.compile("^([A-Za-z_.]+):");
  private static final Pattern KNOWN_KEYS = Pattern.compile("Known keys: (.*)");

  static Stream<Documents.Block> examples() {
    return Documents.blocks("yaml");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void example_isRead(Documents.Block example) {
    Map<String, String> roots = roots(REST);
    roots.putAll(roots(example.text()));
    String yaml = String.join("\n", roots.values());

    assertThatCode(() -> MonitorConfig.readText(example.toString(), yaml, ENVIRONMENT))
        .doesNotThrowAnyException();
  }

  /// A mapping with a key that does not exist is told which keys do.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "zzzzzzzz: 1",
        "topics: { zzzzzzzz: 1 }",
        "streams: { zzzzzzzz: 1 }",
        "http: { zzzzzzzz: 1 }",
        "console: { zzzzzzzz: 1 }",
        "apps: [ { zzzzzzzz: 1 } ]",
        "apps: [ { sampling: [ { zzzzzzzz: 1 } ] } ]",
        "apps: [ { evaluators: [ { zzzzzzzz: 1 } ] } ]",
        "evaluators: [ { zzzzzzzz: 1 } ]",
        "judges: { default: { api: openai, zzzzzzzz: 1 } }",
        "judges: { default: { api: openai, price: { zzzzzzzz: 1 } } }",
        "ingest: { zzzzzzzz: 1 }",
        "assembly: { zzzzzzzz: 1 }",
        "judging: { zzzzzzzz: 1 }",
        "rates: { zzzzzzzz: 1 }",
        "alerts: [ { zzzzzzzz: 1 } ]",
        "alerting: { zzzzzzzz: 1 }",
        "alerting: { silences: [ { zzzzzzzz: 1 } ] }",
        "judge_watch: { zzzzzzzz: 1 }",
        "agreement: { zzzzzzzz: 1 }",
        "otlp_export: { zzzzzzzz: 1 }",
        "gate: { zzzzzzzz: 1 }",
        "gate: { block: [ { zzzzzzzz: 1 } ] }",
        "gate: { evaluate: { zzzzzzzz: 1 } }",
        "{ apps: [ { id: a } ], gate: { apps: { a: { zzzzzzzz: 1 } } } }",
        "otlp: { zzzzzzzz: 1 }",
        "otlp: { mapping: { zzzzzzzz: 1 } }",
        "notify: { slack: { zzzzzzzz: 1 } }",
        "notify: { alertmanager: { zzzzzzzz: 1 } }",
        "notify: { webhook: { zzzzzzzz: 1 } }",
        "links: { zzzzzzzz: 1 }"
      })
  void everyKey_isDocumented(String yaml) {
    String page = Documents.read(Documents.page("docs/configuration.md"));

    List<String> keys = knownKeys(yaml);

    assertThat(keys).isNotEmpty();
    assertThat(keys.stream().filter(key -> !page.contains("`" + key + "`"))).isEmpty();
  }

  static Stream<Documents.Block> events() {
    return Documents.blocks("json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void event_isRead(Documents.Block example) throws Exception {
    ObjectNode event = (ObjectNode) new ObjectMapper().readTree(example.text());
    event.put("occurred_at", "2026-01-31T12:00:00Z");

    int ignored = JsonAvro.read(event, typeOf(event)).ignoredFields();

    assertThat(ignored).isZero();
  }

  private static Class<? extends SpecificRecord> typeOf(ObjectNode event) {
    if (event.has("feedback_id")) {
      return Feedback.class;
    }
    return event.has("span_id") ? RetrievalSpan.class : ChatEvent.class;
  }

  private static List<String> knownKeys(String yaml) {
    try {
      MonitorConfig.readText("known", yaml, ENVIRONMENT);
      throw new AssertionError("a key that does not exist was read: " + yaml);
    } catch (InvalidConfigException e) {
      return e.problems().stream()
          .filter(problem -> problem.path().endsWith("zzzzzzzz"))
          .map(Problem::hint)
          .flatMap(hint -> KNOWN_KEYS.matcher(String.valueOf(hint)).results())
          .flatMap(found -> Stream.of(found.group(1).split(", ")))
          .toList();
    }
  }

  /// The lines of each root key, so that one document can replace parts of another.
  private static Map<String, String> roots(String yaml) {
    Map<String, String> roots = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    String current = "";
    for (String line : yaml.lines().toList()) {
      Matcher root = ROOT_KEY.matcher(line);
      if (root.find()) {
        current = root.group(1);
        assertThat(seen.add(current)).as("two times " + current).isTrue();
      }
      roots.merge(current, line, (before, next) -> before + "\n" + next);
    }
    return roots;
  }
}
