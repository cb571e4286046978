package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.app.Monitor;
import io.evalstream.app.MonitorConfig;
import io.evalstream.cli.demo.DemoScreen;
import io.evalstream.cli.demo.DemoTraffic;
import io.evalstream.cli.demo.FunnelText;
import io.evalstream.cli.demo.Incident;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.topic.EventWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows the whole pipeline in one process.
@Command(
    name = "demo",
    description = {
      "Shows the whole pipeline in one process: a broker, a schema registry, the traffic of three"
          + " apps, the monitor, and Slack.",
      "After about a minute the retrieval of docs-bot breaks: watch its rates, and the alert.",
      "No LLM is called; the built-in judge compares words."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final Incident INCIDENT =
      new Incident("docs-bot", Duration.ofSeconds(55), Duration.ofMinutes(4));
  private static final Duration SETTLE_WITHIN = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Ends after N seconds; 150 shows the incident. Without it Ctrl-C ends it.")
  private @Nullable Integer seconds;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "P",
      description = "Port of the console; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Starting a broker, a schema registry and the monitor ...");
    out.flush();
    Path state = Files.createTempDirectory("evalstream-demo");
    Stop stop = Stop.interrupting(Thread.currentThread());
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.ephemeral());
        SlackStub slack = SlackStub.start(0)) {
      MonitorConfig config = config(cluster, slack, state);
      try (Monitor monitor = Monitor.start(config, InstantSource.system());
          EventWriter writer = new EventWriter(config.kafka().clients(), config.kafka().topics())) {
        return watch(monitor, config, writer, slack);
      }
    } catch (InterruptedException e) {
      return 0;
    } finally {
      try {
        delete(state);
      } finally {
        stop.done();
      }
    }
  }

  private MonitorConfig config(DevCluster cluster, SlackStub slack, Path state)
      throws IOException, InvalidConfigException {
    String path = "/demo/evalstream.yaml";
    try (InputStream source =
        Objects.requireNonNull(DemoCommand.class.getResourceAsStream(path), path)) {
      return MonitorConfig.readText(
          path,
          new String(source.readAllBytes(), UTF_8),
          Map.of(
              "KAFKA", cluster.bootstrapServers(),
              "REGISTRY", cluster.registryUrl(),
              "SLACK_WEBHOOK_URL", slack.webhookUrl(),
              "STATE_DIR", state.toString(),
              "HTTP_PORT", Integer.toString(port)));
    }
  }

  private int watch(Monitor monitor, MonitorConfig config, EventWriter writer, SlackStub slack)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    DemoScreen screen =
        new DemoScreen(
            out, monitor.boards(), "http://127.0.0.1:" + monitor.port(), Terminal.isInteractive());
    long end = seconds == null ? Long.MAX_VALUE : System.nanoTime() + seconds * 1_000_000_000L;
    DemoTraffic traffic = new DemoTraffic(writer, config.kafka().topics(), INCIDENT);
    try (traffic) {
      traffic.start();
      while (System.nanoTime() < end) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        Thread.sleep(Math.clamp(left, 0, screen.every().toMillis()));
        screen.show(texts(slack));
      }
    }
    writer.flush();
    boolean balances = settle(monitor, traffic.chatEvents());
    screen.show(texts(slack));
    out.println(
        balances
            ? "The funnel balances: every record and every judgement is accounted for."
            : "After %d s not everything was judged, or a line marked (moving) does not balance."
                .formatted(SETTLE_WITHIN.toSeconds()));
    out.flush();
    return balances ? 0 : 1;
  }

  /// Waits until everything that was published is judged.
  private static boolean settle(Monitor monitor, long published) throws InterruptedException {
    long until = System.nanoTime() + SETTLE_WITHIN.toNanos();
    FunnelText funnel;
    do {
      Thread.sleep(500);
      funnel = FunnelText.of(monitor.funnel().counts(), monitor.boards().judging().pending());
    } while (!funnel.settled(published) && System.nanoTime() < until);
    return funnel.settled(published);
  }

  private static List<String> texts(SlackStub slack) {
    return slack.messages().stream()
        .map((JsonNode message) -> message.path("text").asText())
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
