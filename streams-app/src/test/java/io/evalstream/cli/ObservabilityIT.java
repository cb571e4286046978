package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.app.Monitor;
import io.evalstream.cli.demo.DemoTraffic;
import io.evalstream.cli.demo.Incident;
import io.evalstream.dashboard.Dashboard;
import io.evalstream.dashboard.PromQl;
import io.evalstream.dashboard.Rules;
import io.evalstream.devcluster.stub.Ending;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.OtlpStub;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.topic.EventWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The dashboards and rules that are shipped, with a real Prometheus and a real Alertmanager, and a
/// monitor under traffic.
@Tag("observability")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObservabilityIT {

  private static final List<String> PREFERRED = List.of("docs-bot", "faithfulness", "10s");
  private static final Set<String> RULE_FILES = Set.of("recording.rules.yml", "alerting.rules.yml");
  private static final String EMPTY = "/dashboard/empty.txt";

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static JudgeStub judge;
  private static SlackStub slackOfTheMonitor;
  private static SlackStub slack;
  private static OtlpStub collector;
  private static Deployment deployment;
  private static Monitor monitor;
  private static EventWriter writer;
  private static DemoTraffic traffic;
  private static LocalProgram alertmanager;
  private static LocalProgram prometheus;
  private static PrometheusApi api;

  @BeforeAll
  static void start() throws Exception {
    Faults faults = Faults.NONE.with(Ending.SERVER_ERROR, 0.05).with(Ending.REFUSED, 0.05);
    judge = JudgeStub.start(0, ObservabilityIT::answer, faults);
    slackOfTheMonitor = SlackStub.start(0);
    slack = SlackStub.start(0);
    collector = OtlpStub.start(0);
    collector.failNext(2, 503);
    deployment = new Deployment(CLUSTER.get(), "observed", folder, settings());
    monitor = Monitor.start(deployment.config(), InstantSource.system());
    writer = new EventWriter(deployment.clients(), deployment.topics());
    Incident incident = new Incident("docs-bot", Duration.ofSeconds(5), Duration.ofHours(1));
    traffic = new DemoTraffic(writer, deployment.topics(), incident);
    traffic.start();
    writer.sendBytes(deployment.topics().chatEvents(), "broken", "{".getBytes(UTF_8));
    alertmanager = startAlertmanager();
    prometheus = startPrometheus();
    api = new PrometheusApi(prometheus);
  }

  /// Fails one text of five.
  private static Verdict answer(String evaluator, List<String> labels, Map<String, String> blocks) {
    int which = Math.floorMod(blocks.hashCode(), 5) == 0 ? 1 : 0;
    return new Verdict(labels.get(which), "Because.");
  }

  private static String settings() {
    return """
    apps:
      - { id: docs-bot, evaluators: [ faithfulness, document_relevance, correctness ] }
      - { id: support-bot, evaluators: [ faithfulness, document_relevance ], sampling: [ { rate: 0.5 } ] }
      - { id: shopping-assistant, evaluators: [ faithfulness ] }
    judges:
      default:
        api: openai
        base_url: "%s"
        model: stub
        requests_per_minute: 100000
        tokens_per_minute: 100000000
        price: { input_per_million_usd: 0.25, output_per_million_usd: 2.0 }
      words: { api: heuristic, evaluators: [ document_relevance, correctness ] }
    rates: { windows: [ 10s, 1m ], grace: 1m }
    agreement: {}
    judge_watch: { file: "%s", every: 1m, rows: 120, evaluators: [ faithfulness ] }
    alerting: { every: 1s, step: 1s }
    alerts:
      - rule: grounding
        evaluator: faithfulness
        above: 0.01
        method: interval
        over: 10s
        min_samples: 5
        notify: [ slack ]
      - { rule: questions-moved, app: docs-bot, drift: query_embedding, over: 1m, baseline: 10m }
    notify: { slack: { webhook_url: "%s" } }
    otlp_export: { endpoint: "%s" }
    """
        .formatted(judge.baseUrl(), Sample.FILE, slackOfTheMonitor.webhookUrl(), collector.url());
  }

  private static LocalProgram startAlertmanager() throws Exception {
    Path webhook = Files.writeString(folder.resolve("webhook"), slack.webhookUrl());
    String shipped = Files.readString(Rules.FOLDER.resolve("alertmanager.yml"));
    Path config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            replaced(
                shipped,
                "/etc/alertmanager/slack-webhook-url",
                webhook.toString(),
                "group_wait: 30s",
                "group_wait: 0s"));
    int port = LocalProgram.freePort();
    return LocalProgram.start(
        List.of(
            "prometheus-alertmanager",
            "--config.file=" + config,
            "--storage.path=" + folder.resolve("alertmanager"),
            "--cluster.listen-address=",
            "--web.listen-address=127.0.0.1:" + port),
        folder,
        port,
        "/-/ready");
  }

  private static LocalProgram startPrometheus() throws Exception {
    for (String file : RULE_FILES) {
      Files.copy(Rules.FOLDER.resolve(file), folder.resolve(file));
    }
    String shipped = Files.readString(Rules.FOLDER.resolve("prometheus.yml"));
    Files.writeString(
        folder.resolve("prometheus.yml"),
        replaced(
            shipped,
            "scrape_interval: 15s",
            "scrape_interval: 1s",
            "evaluation_interval: 15s",
            "evaluation_interval: 1s",
            "127.0.0.1:9093",
            alertmanager.url().substring("http://".length()),
            "127.0.0.1:8080",
            "127.0.0.1:" + monitor.port()));
    int port = LocalProgram.freePort();
    return LocalProgram.start(
        List.of(
            "prometheus",
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=" + folder.resolve("prometheus"),
            "--enable-feature=exemplar-storage",
            "--web.enable-lifecycle",
            "--web.listen-address=127.0.0.1:" + port),
        folder,
        port,
        "/-/ready");
  }

  /// Each part must be there, so that a test looks at what it thinks it does.
  private static String replaced(String text, String... parts) {
    String changed = text;
    for (int i = 0; i < parts.length; i += 2) {
      assertThat(changed).contains(parts[i]);
      changed = changed.replace(parts[i], parts[i + 1]);
    }
    return changed;
  }

  /// Each is closed, also when one before it cannot be.
  @AfterAll
  static void stop() throws Exception {
    Exception failed = null;
    for (AutoCloseable each :
        Stream.of(
                prometheus,
                alertmanager,
                traffic,
                writer,
                monitor,
                judge,
                slack,
                slackOfTheMonitor,
                collector)
            .filter(java.util.Objects::nonNull)
            .toList()) {
      failed = close(each, failed);
    }
    if (failed != null) {
      throw failed;
    }
  }

  private static Exception close(AutoCloseable each, Exception before) {
    try {
      each.close();
      return before;
    } catch (Exception e) {
      if (before == null) {
        return e;
      }
      before.addSuppressed(e);
      return before;
    }
  }

  @Test
  @Order(1)
  void tools_takeTheFiles() throws Exception {
    Path shipped = Rules.FOLDER.toAbsolutePath().normalize();
    LocalProgram.run(shipped, "promtool", "check", "config", "prometheus.yml");
    LocalProgram.run(
        shipped, "promtool", "check", "rules", "recording.rules.yml", "alerting.rules.yml");
    LocalProgram.run(shipped, "promtool", "test", "rules", "tests/alerting.test.yml");
    LocalProgram.run(shipped, "amtool", "check-config", "alertmanager.yml");
  }

  @Test
  @Order(2)
  void monitor_isScraped() throws Exception {
    Eventually.holds(
        () ->
            assertThat(api.series("up{job=\"evalstream\"} == 1"))
                .as(prometheus.get("/api/v1/targets").body())
                .isPositive());
  }

  /// But for those that are listed: with these, nothing to show is right.
  @Test
  @Order(3)
  void everyQuery_hasSomethingToShow() throws Exception {
    Map<String, String> reasons = reasons();
    Set<String> waiting = new LinkedHashSet<>();
    Map<String, String> queries = new LinkedHashMap<>();
    Eventually.holds(() -> queries.putAll(queries()));
    waiting.addAll(queries.keySet());
    waiting.removeAll(reasons.keySet());

    Eventually.holds(
        () -> {
          for (String place : List.copyOf(waiting)) {
            if (api.series(queries.get(place)) > 0) {
              waiting.remove(place);
            }
          }
          assertThat(waiting).as("nothing to show").isEmpty();
        });

    assertThat(queries.keySet()).as("listed as empty").containsAll(reasons.keySet());
    List<String> filled = new ArrayList<>();
    for (String place : reasons.keySet()) {
      if (api.series(queries.get(place)) > 0) {
        filled.add(place);
      }
    }
    assertThat(filled).as("listed as empty, but has something to show").isEmpty();
  }

  /// Of panels and annotations, and each selector of each rule.
  private static Map<String, String> queries() throws Exception {
    Map<String, String> queries = new LinkedHashMap<>();
    for (Dashboard dashboard : Dashboard.all()) {
      DashboardVariables variables = DashboardVariables.of(dashboard, api, PREFERRED);
      for (Dashboard.Query query : dashboard.queries()) {
        queries.put(query.toString(), variables.in(query.promQl()));
      }
    }
    for (JsonNode rule :
        Stream.concat(Rules.recording().stream(), Rules.alerting().stream()).toList()) {
      String name = rule.path("record").asText() + rule.path("alert").asText();
      for (PromQl.Selector selector : new PromQl(rule.path("expr").asText()).selectors()) {
        queries.put(name + ": " + selector, selector.toString());
      }
    }
    return queries;
  }

  private static Map<String, String> reasons() throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    String text;
    try (var source = ObservabilityIT.class.getResourceAsStream(EMPTY)) {
      text = new String(source.readAllBytes(), UTF_8);
    }
    for (String line :
        text.lines().filter(each -> !each.isBlank() && !each.startsWith("#")).toList()) {
      String[] parts = line.split(" \\| ");
      assertThat(parts).as(line).hasSize(2);
      assertThat(parts[1]).endsWith(".");
      assertThat(reasons.put(parts[0], parts[1])).as(line).isNull();
    }
    return reasons;
  }

  @Test
  @Order(4)
  void rules_areEvaluated_andNoneFires() throws Exception {
    Eventually.holds(
        () ->
            assertThat(api.rules())
                .hasSize(Rules.recording().size() + Rules.alerting().size())
                .allSatisfy(
                    rule ->
                        assertThat(rule.path("health").asText())
                            .as(rule.toString())
                            .isEqualTo("ok")));
    assertThat(api.rules()).noneMatch(rule -> rule.path("state").asText().equals("firing"));
    for (JsonNode rule : Rules.recording()) {
      Eventually.holds(
          () ->
              assertThat(api.series(rule.path("record").asText()))
                  .as(rule.toString())
                  .isPositive());
    }
  }

  /// A point of a dashboard leads to a trace that is there.
  @Test
  @Order(5)
  void exemplars_nameTraces() throws Exception {
    for (String metric :
        List.of(
            "evalstream_event_lag_seconds_bucket",
            "evalstream_diagnosis_total",
            "evalstream_evaluations_total")) {
      Eventually.holds(
          () ->
              assertThat(api.exemplars(metric))
                  .as(metric)
                  .isNotEmpty()
                  .allMatch(
                      labels ->
                          labels
                              .path("trace_id")
                              .asText()
                              .matches("(docs-bot|support-bot|shopping-assistant)-\\d+")));
    }
  }

  /// All waits of the rules are taken out, or it would take five minutes.
  @Test
  @Order(6)
  void monitorThatIsGone_isToldInSlack() throws Exception {
    Path rules = folder.resolve("alerting.rules.yml");
    Files.writeString(rules, Files.readString(rules).replaceAll("for: [0-9]+[mh]", "for: 0s"));
    prometheus.post("/-/reload");
    traffic.close();
    monitor.close();

    Eventually.holds(
        () ->
            assertThat(slack.messages().toString())
                .as(alertmanager.out())
                .contains("[FIRING] EvalstreamAbsent · evalstream")
                .contains("nothing is watched")
                .contains("docs/runbooks/EvalstreamAbsent.md"));
    assertThat(slack.rejections()).isEmpty();
  }
}
