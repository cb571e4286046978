package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A secret in every place that takes one, peers that refuse each and repeat it in their answer,
/// and none of them anywhere to be read.
class SecretsIT {

  private static final String SASL = "sasl-s3cret-41aa";
  private static final String REGISTRY = "registry-s3cret-07c1";
  private static final String KEY = "sk-s3cret-5d20ab31f7c84e11";
  private static final String WEBHOOK = "T00/B00/hook-s3cret-c2d4";
  private static final String BOT = "xoxb-s3cret-88b1";
  private static final String POSTED = "path-s3cret-6e55";
  private static final String HEADER = "header-s3cret-b390";
  private static final String HTTP = "http-s3cret-1f0e";
  private static final List<String> SECRETS =
      List.of(
          SASL,
          SecuredCluster.STORE_PASSWORD,
          REGISTRY,
          base64("registry-user:" + REGISTRY),
          KEY,
          WEBHOOK,
          "hook-s3cret-c2d4",
          BOT,
          POSTED,
          HEADER,
          HTTP);

  /// What the peers were given.
  private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

  @TempDir static Path folder;

  @Test
  void secrets_areNowhereToBeRead() throws Exception {
    HttpServer echo = echo();
    try (SecuredCluster cluster = SecuredCluster.start(folder)) {
      Deployment deployment = cluster.deployment("secrets", folder, settings(address(echo)));
      cluster.createUser("monitor", SASL);
      cluster.grant("monitor", "The monitor", deployment);
      cluster.grant("monitor", "Topics that the monitor creates", deployment);
      cluster.grant("monitor", "Applications", deployment);
      Path config = cluster.file(deployment, "monitor", SASL);
      addRegistryUser(config);
      Map<String, String> seen = new LinkedHashMap<>();

      try (MonitorProcess monitor =
          MonitorProcess.run(config, Map.of("EVALSTREAM_LOG_LEVEL", "DEBUG"))) {
        Eventually.holds(() -> assertThat(monitor.out()).contains("evalstream runs"));
        Path rows = Sample.shipped().first(2).write(folder.resolve("two.jsonl"));
        told(seen, "replay", Program.run("replay", rows, "--config", config), 0);
        Eventually.holds(() -> assertThat(deployment.evaluations()).hasSize(2));
        Eventually.holds(() -> assertThat(undelivered(deployment)).isGreaterThanOrEqualTo(3));
        for (String path : paths()) {
          var response = monitor.get(path, HTTP);
          assertThat(response.statusCode()).as(path).isIn(200, 503);
          seen.put(path, response.body());
        }
        seen.put("a wrong token", monitor.get("/metrics", "none").body());
        monitor.terminate();
        seen.put("stdout", monitor.out());
        seen.put("stderr", String.join("\n", monitor.err()));
      }
      topics(deployment, seen);
      told(seen, "config check", Program.run("config", "check", config), 0);
      refusingRegistry(seen, config, cluster, address(echo));

      for (String given :
          List.of(KEY, WEBHOOK, BOT, POSTED, HEADER, base64("registry-user:" + REGISTRY))) {
        assertThat(ASKED).anySatisfy(text -> assertThat(text).contains(given));
      }
      assertThat(seen.get("stderr")).contains("could not be delivered").contains("refused: ***");
      for (String secret : SECRETS) {
        seen.forEach((where, text) -> assertThat(text).as(where).doesNotContain(secret));
      }
    } finally {
      echo.stop(0);
    }
  }

  private static List<String> paths() {
    return List.of(
        "/",
        "/metrics",
        "/health/ready",
        "/api/v1/funnel",
        "/api/v1/rates",
        "/api/v1/rates/latest",
        "/api/v1/alerts",
        "/api/v1/traces",
        "/api/v1/judges",
        "/api/v1/evaluators",
        "/api/v1/state",
        "/api/v1/agreement");
  }

  private static void topics(Deployment deployment, Map<String, String> seen) {
    for (String topic :
        List.of(
            deployment.topics().deadLetters(),
            deployment.topics().evaluations(),
            deployment.topics().judgedTraces(),
            deployment.topics().alerts())) {
      List<ConsumerRecord<byte[], byte[]>> records = WholeTopic.read(deployment, topic);
      assertThat(records).as(topic).isNotEmpty();
      StringBuilder text = new StringBuilder();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        text.append(new String(record.value(), UTF_8)).append('\n');
        record.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
      }
      seen.put(topic, text.toString());
    }
  }

  private static void refusingRegistry(
      Map<String, String> seen, Path config, SecuredCluster cluster, String echo) throws Exception {
    String yaml = Files.readString(config).replace(cluster.registryUrl(), echo);
    Path refused = Files.writeString(config.resolveSibling("refused.yaml"), yaml);
    told(seen, "run without a registry", Program.run("run", "--config", refused), 1);
    told(
        seen,
        "tail without a registry",
        Program.run("tail", "evaluations", "--from-beginning", "--count", 1, "--config", refused),
        1);
  }

  private static void told(Map<String, String> seen, String what, Program program, int exitCode) {
    assertThat(program.exitCode()).as(what + ": " + program.err()).isEqualTo(exitCode);
    seen.put(what, program.out() + program.err());
  }

  private static long undelivered(Deployment deployment) {
    return deployment.deadLetters().stream()
        .map(letter -> new String(letter.headers().lastHeader("evalstream.detail").value(), UTF_8))
        .map(detail -> detail.split(":", -1)[0])
        .distinct()
        .count();
  }

  private static String settings(String echo) {
    return """
    apps:
      - { id: docs-bot, evaluators: [ faithfulness ] }
      - { id: support-bot, evaluators: [ faithfulness ] }
    judges: { default: { api: openai, base_url: "%1$s/v1", model: m, api_key: "%2$s" } }
    judging: { max_age: 3s, backoff: 100ms, longest_backoff: 1s }
    notify:
      slack: { webhook_url: "%1$s/services/%3$s" }
      oncall: { kind: slack, bot_token: "%4$s", channel: C024BE91L, base_url: "%1$s/api" }
      hook: { kind: webhook, url: "%1$s/%5$s", headers: { X-Key: "%6$s" } }
    """
        .formatted(echo, KEY, WEBHOOK, BOT, POSTED, HEADER);
  }

  private static void addRegistryUser(Path config) throws IOException {
    Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "kafka:\n",
                """
                kafka:
                  basic.auth.credentials.source: USER_INFO
                  basic.auth.user.info: "registry-user:%s"
                """
                    .formatted(REGISTRY))
            .replace("http: { port: 0 }", "http: { port: 0, token: \"" + HTTP + "\" }"));
  }

  /// Refuses every request, and says all there was in it.
  private static HttpServer echo() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", SecretsIT::refuse);
    server.start();
    return server;
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String came =
        Stream.concat(
                Stream.of(exchange.getRequestURI().toString()),
                exchange.getRequestHeaders().values().stream().flatMap(List::stream))
            .reduce("", (all, one) -> all + " " + one.replace("\"", "'"));
    ASKED.add(came);
    byte[] body =
        ("{\"ok\": false, \"error_code\": 401, \"message\": \"refused:%1$s\","
                + " \"error\": {\"type\": \"refused\", \"message\": \"refused:%1$s\"}}")
            .formatted(came)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(401, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
