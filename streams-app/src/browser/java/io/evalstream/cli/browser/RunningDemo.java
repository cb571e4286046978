package io.evalstream.cli.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.app.Monitor;
import io.evalstream.app.MonitorConfig;
import io.evalstream.cli.demo.DemoTraffic;
import io.evalstream.cli.demo.FunnelText;
import io.evalstream.cli.demo.Incident;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.event.Alert;
import io.evalstream.event.ChatEvent;
import io.evalstream.topic.EventWriter;
import io.evalstream.topic.ValueSerdes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// What `evalstream demo` starts, for all tests of a class: broker, registry, Slack, traffic and a
/// monitor with its own configuration. The retrieval of `docs-bot` breaks soon.
///
/// *Threading:* of one thread, but for what the parts say of their own.
final class RunningDemo implements BeforeAllCallback, AfterAllCallback {

  private static final String CONFIG = "/demo/evalstream.yaml";
  private static final Incident INCIDENT =
      new Incident("docs-bot", Duration.ofSeconds(5), Duration.ofMinutes(10));

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private @Nullable DevCluster cluster;
  private @Nullable SlackStub slack;
  private @Nullable Monitor monitor;
  private @Nullable EventWriter writer;
  private @Nullable DemoTraffic traffic;
  private long said;

  @Override
  public void beforeAll(ExtensionContext tests) throws Exception {
    cluster = opened(DevCluster.start(DevClusterOptions.ephemeral()));
    slack = opened(SlackStub.start(0));
    monitor = another();
    MonitorConfig config = config(Path.of("."));
    writer = opened(new EventWriter(config.kafka().clients(), config.kafka().topics()));
    traffic = opened(new DemoTraffic(writer, config.kafka().topics(), INCIDENT));
    traffic.start();
  }

  /// Nobody chats anymore. What was published is still judged.
  void quiet() {
    Objects.requireNonNull(traffic, "the tests have not begun").close();
    writer().flush();
  }

  /// Publishes what an application says.
  void say(ChatEvent event) {
    writer().send(event);
    said++;
  }

  /// Whether all that was said has come to its end.
  boolean isSettled() {
    long all = said + Objects.requireNonNull(traffic).chatEvents();
    int pending = monitor().boards().judging().pending();
    return FunnelText.of(monitor().funnel().counts(), pending).settled(all);
  }

  /// Publishes an alert as the monitor does.
  void raise(Alert alert) throws Exception {
    MonitorConfig config = config(Path.of("."));
    String topic = config.kafka().topics().alerts();
    Map<String, Object> clients = new HashMap<>(config.kafka().clients());
    try (Serde<SpecificRecord> values = new ValueSerdes(config.kafka().clients()).open();
        Producer<String, SpecificRecord> producer =
            new KafkaProducer<>(clients, new StringSerializer(), values.serializer())) {
      producer.send(new ProducerRecord<>(topic, alert.getAlertKey(), alert)).get();
    }
  }

  Monitor monitor() {
    return Objects.requireNonNull(monitor, "the tests have not begun");
  }

  /// One more instance of the same monitor, which ends with the tests.
  Monitor another() throws Exception {
    Path state = Files.createTempDirectory("evalstream-browser");
    open.push(() -> delete(state));
    return opened(Monitor.start(config(state), InstantSource.system()));
  }

  /// Where the console is, without a slash at the end.
  String address() {
    return address(monitor());
  }

  static String address(Monitor monitor) {
    return "http://127.0.0.1:" + monitor.port();
  }

  /// Publishes what an application would.
  EventWriter writer() {
    return Objects.requireNonNull(writer, "the tests have not begun");
  }

  private MonitorConfig config(Path state) throws IOException, InvalidConfigException {
    DevCluster kafka = Objects.requireNonNull(cluster);
    try (InputStream source =
        Objects.requireNonNull(RunningDemo.class.getResourceAsStream(CONFIG), CONFIG)) {
      return MonitorConfig.readText(
          CONFIG,
          new String(source.readAllBytes(), UTF_8),
          Map.of(
              "KAFKA", kafka.bootstrapServers(),
              "REGISTRY", kafka.registryUrl(),
              "SLACK_WEBHOOK_URL", Objects.requireNonNull(slack).webhookUrl(),
              "STATE_DIR", state.toString(),
              "HTTP_PORT", "0"));
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext tests) throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
