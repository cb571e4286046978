package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of the pipeline as a whole.
class PipelineMetersTest {

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

  private record Value(MetricName metricName, Object metricValue) implements Metric {}

  /// Otherwise everything that lies in a topic with a dot in its name would count twice.
  @Test
  void lag_isTheSumOfThePartitionsUnderTheNameOfTheTopic() {
    Map<MetricName, Metric> metrics = new HashMap<>();
    put(metrics, "records-lag", "a.b", "0", 3.0);
    put(metrics, "records-lag", "a.b", "1", 4.0);
    put(metrics, "records-lag", "a_b", "0", 3.0);
    put(metrics, "records-lag", "c", "0", Double.NaN);
    put(metrics, "records-lag-max", "a.b", "0", 50.0);
    ConsumerLag lag = new ConsumerLag(() -> metrics, clock);

    assertThat(lag.records("a.b")).isEqualTo(7);
    assertThat(lag.records("c")).isZero();

    put(metrics, "records-lag", "a.b", "1", 9.0);
    assertThat(lag.records("a.b")).as("of this second").isEqualTo(7);
    clock.advance(Duration.ofSeconds(2));
    assertThat(lag.records("a.b")).isEqualTo(12);
  }

  private static void put(
      Map<MetricName, Metric> metrics, String name, String topic, String partition, double lag) {
    MetricName key =
        new MetricName(
            name,
            "consumer-fetch-manager-metrics",
            "",
            Map.of("topic", topic, "partition", partition));
    metrics.put(key, new Value(key, lag));
  }

  @Test
  void state_isWhatLiesInTheFoldersOfItsStore() throws Exception {
    write("0_1/rocksdb/traces/000001.sst", 100);
    write("0_2/rocksdb/traces/000002.sst", 50);
    write("0_1/seen-traces/seen-traces.0/000003.sst", 7);
    write("0_1/.checkpoint", 9);
    write("kafka-streams-process-metadata", 11);
    StateFolder state = new StateFolder(folder, clock);

    assertThat(state.sizeBytes("traces")).isEqualTo(150);
    assertThat(state.sizeBytes("seen-traces")).isEqualTo(7);
    assertThat(state.sizeBytes("funnel")).isZero();
    assertThat(state.freeBytes()).isPositive().isLessThanOrEqualTo(state.diskBytes());
  }

  @Test
  void foldersThatVanishWhileTheyAreRead_areNoFailure() throws Exception {
    write("0_1/rocksdb/traces/000001.sst", 100);
    StateFolder state = new StateFolder(folder, clock);
    AtomicBoolean over = new AtomicBoolean();
    Thread busy =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; !over.get(); i++) {
                    Path task = folder.resolve("1_" + i % 50);
                    assertThat(task.toFile().mkdir()).isTrue();
                    assertThat(task.toFile().delete()).isTrue();
                  }
                });

    for (int i = 0; i < 300; i++) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(state.sizeBytes("traces")).isEqualTo(100);
    }

    over.set(true);
    busy.join();
  }

  @Test
  void stateThatIsNotThereYet_isNoFailure() {
    StateFolder state = new StateFolder(folder.resolve("later"), clock);

    assertThat(state.sizeBytes("traces")).isZero();
    assertThat(state.freeBytes()).isNaN();
  }

  /// As a scrape before the first store is opened: nobody has loaded the library then.
  @Test
  void cache_canBeReadBeforeThereIsAStore() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CacheReader.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  /// A process of its own, for a library is loaded once.
  static final class CacheReader {
    public static void main(String[] arguments) {
      BoundedRocksDb.usedBytes();
    }
  }

  @Test
  void everyTopicAndStore_hasItsGauge() throws Exception {
    String yaml =
        """
        kafka: { bootstrap.servers: "localhost:1", schema.registry.url: "http://localhost:1" }
        apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
        judges: { default: { api: heuristic } }
        """;
    BuiltTopology built = BuiltTopology.of(MonitorConfig.readText("m.yaml", yaml, Map.of()), 3);

    assertThat(PipelineMeters.topics(built.description(), "evalstream"))
        .contains("evalstream.chat-events", "evalstream.retrieval-spans")
        .allMatch(topic -> topic.startsWith("evalstream.") || topic.startsWith("evalstream-"));
    assertThat(PipelineMeters.stores(built.description())).isEqualTo(built.stores());
  }

  private void write(String file, int bytes) throws Exception {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, new byte[bytes]);
  }
}
