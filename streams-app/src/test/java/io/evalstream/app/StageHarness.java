package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.evalstream.app.MonitorTopology.Boards;
import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.async.Peer;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.devcluster.registry.EmbeddedRegistry;
import io.evalstream.event.Alert;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.judge.Outcome;
import io.evalstream.judgeclient.Judges;
import io.evalstream.judgement.Bench;
import io.evalstream.metric.FunnelStep;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.Observation;
import io.evalstream.state.TracePart;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.ValueSerdes;
import io.evalstream.trace.Trace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/// The whole monitor in one thread, with a scripted judge and a clock that the test moves.
///
/// ```
/// try (StageHarness monitor = StageHarness.of("apps: ...")) {
///   monitor.send(Turns.event("t-1", 0)).settle();
///   assertThat(monitor.evaluations()).hasSize(1);
/// }
/// ```
///
/// Calls of the judge run on threads of their own; `settle` waits for them, without moving the
/// clock by more than some ticks. At the end of every test, [#close] lets what still waits run into
/// its time limit and then asserts what must always hold: the funnel balances, every judgement has
/// ended in one evaluation, no trace is left in the state, and no record is too large for a topic
/// with default settings.
public final class StageHarness implements AutoCloseable {

  private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(0, null);
  private static final String BASE =
      """
      kafka: { bootstrap.servers: "none:9092", schema.registry.url: "${REGISTRY}" }
      streams: { state_dir: "${STATE_DIR}" }
      judges:
        default:
          base_url: "http://localhost:1/v1"
          model: m
          price: { input_per_million_usd: 1, output_per_million_usd: 1 }
      """;
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration LONGEST_ORPHAN_WAIT = Duration.ofMinutes(11);
  private static final int LONGEST_BACKOFFS = 60;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LARGEST_RECORD = 1_000_000;
  private static final Set<String> INPUTS =
      Set.of("chat_event", "retrieval_span", "feedback", "otlp_record", "otlp_span", "otlp_trace");
  private static final Set<String> ENDS_OF_SPANS =
      Set.of("rejected", "duplicate", "late", "over_limit", "used", "unused", "waiting");
  private static final Set<String> OUTCOMES =
      new HashSet<>(Arrays.stream(Outcome.values()).map(Outcome::wireName).toList());

  private final ScriptedJudge judge = new ScriptedJudge();
  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MonitorConfig config;
  private final Path stateDirectory;
  private final Gate gate;
  private final Boards boards;
  private final TopicNames topics;
  private final TopologyTestDriver driver;
  private final Serde<SpecificRecord> values;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
  private final Map<String, List<TestRecord<byte[], byte[]>>> read = new HashMap<>();
  private final List<Observation> observed = new ArrayList<>();

  private StageHarness(String yaml, int partitions) {
    this.config = config(yaml);
    this.stateDirectory = config.kafka().stateDirectory();
    this.topics = config.kafka().topics();
    this.gate = new Gate("default", GateSettings.withMaxInFlight(64), clock);
    Bench bench =
        new Bench(
            config.evaluators(),
            Map.of(
                "default",
                Bench.peer(new Peer<>(judge, gate, Duration.ofSeconds(60))),
                "code",
                Bench.peer(
                    new Peer<>(
                        Judges.code("code", config.evaluators()),
                        new Gate("code", GateSettings.withMaxInFlight(64), clock),
                        Duration.ofSeconds(60)))),
            Map.of());
    Meters counting = new Meters(meters);
    this.boards = Boards.create(counting, clock);
    ValueSerdes serdes = new ValueSerdes(config.kafka().clients());
    this.values = serdes.open();
    MonitorTopology topology =
        new MonitorTopology(config, partitions, bench, serdes, boards, counting, clock);
    this.driver =
        new TopologyTestDriver(
            topology.build(), StreamsProperties.of(config.kafka()), clock.instant());
  }

  /// @param yaml at least `apps`; what it has of `kafka`, `streams` and `judges` is given
  public static StageHarness of(String yaml) {
    return new StageHarness(yaml, 1);
  }

  /// As if the input topics had more partitions than the one that every record is sent to.
  public static StageHarness withPartitions(int partitions, String yaml) {
    return new StageHarness(yaml, partitions);
  }

  private static MonitorConfig config(String yaml) {
    try {
      Path folder = Files.createTempDirectory("stage-harness");
      return MonitorConfig.readText(
          "harness.yaml",
          BASE + yaml,
          Map.of("REGISTRY", REGISTRY.url(), "STATE_DIR", folder.toString()));
    } catch (InvalidConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ScriptedJudge judge() {
    return judge;
  }

  public MonitorConfig config() {
    return config;
  }

  public ManualClock clock() {
    return clock;
  }

  public StageHarness send(ChatEvent event) {
    return sendBytes("chat-events", event.getTraceId(), bytes("chat-events", event));
  }

  public StageHarness send(RetrievalSpan span) {
    return sendBytes("retrieval-spans", span.getTraceId(), bytes("retrieval-spans", span));
  }

  public StageHarness send(Feedback feedback) {
    return sendBytes("feedback", feedback.getTraceId(), bytes("feedback", feedback));
  }

  /// Sends a record as it stands.
  ///
  /// @param value null for a record without a value
  public StageHarness sendBytes(String shortTopic, String key, byte[] value) {
    inputs
        .computeIfAbsent(
            shortTopic,
            name ->
                driver.createInputTopic(
                    topics.full(name), new ByteArraySerializer(), new ByteArraySerializer()))
        .pipeInput(
            new TestRecord<>(key.getBytes(UTF_8), value, new RecordHeaders(), clock.instant()));
    return this;
  }

  public StageHarness sendJson(String shortTopic, String key, String json) {
    return sendBytes(shortTopic, key, json.getBytes(UTF_8));
  }

  /// The record as Avro in the wire format.
  public byte[] bytes(String shortTopic, SpecificRecord record) {
    return values.serializer().serialize(topics.full(shortTopic), record);
  }

  /// Waits until every judgement that can end now has ended; those that wait for another attempt
  /// stay.
  public StageHarness settle() {
    int idle = 0;
    while (boards.judging().pending() > 0 && idle < 3) {
      awaitCalls();
      int before = boards.judging().pending();
      tick(TICK);
      // A call leaves the gate a moment before its end is known.
      boolean callsEnded = gate.inFlight() == 0 && boards.judging().calling() == 0;
      idle = boards.judging().pending() == before && callsEnded ? idle + 1 : 0;
    }
    return this;
  }

  private void awaitCalls() {
    for (int waited = 0; gate.inFlight() > 0; waited++) {
      if (waited > PATIENCE_MILLIS) {
        fail("calls of the judge do not end: " + gate.inFlight());
      }
      sleep();
    }
  }

  /// Lets time pass, after all that can end by itself has ended.
  public StageHarness after(Duration time) {
    settle();
    tick(time);
    return settle();
  }

  /// Lets time pass while judgements go on.
  public StageHarness passWithoutSettling(Duration time) {
    tick(time);
    return this;
  }

  /// Lets time pass in steps, as timers would see it.
  public StageHarness after(Duration time, Duration step) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      after(step);
    }
    return this;
  }

  private void tick(Duration time) {
    clock.advance(time);
    driver.advanceWallClockTime(time);
  }

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public List<Evaluation> evaluations() {
    return records("evaluations", Evaluation.class);
  }

  public List<JudgedTrace> judgedTraces() {
    return records("judged-traces", JudgedTrace.class);
  }

  public List<EvalRate> rates() {
    return records("eval-rates", EvalRate.class);
  }

  /// The closing records of windows of this length, of evaluators.
  public List<EvalRate> finalRates(Duration window) {
    return finals(window).filter(rate -> !rate.getEvaluator().equals(Trace.DIAGNOSIS)).toList();
  }

  /// The closing records of windows of this length, of one evaluator or the diagnosis.
  public List<EvalRate> finalRates(String evaluator, Duration window) {
    return finals(window).filter(rate -> rate.getEvaluator().equals(evaluator)).toList();
  }

  private Stream<EvalRate> finals(Duration window) {
    return rates().stream()
        .filter(rate -> rate.getFinal$() && rate.getWindowMs() == window.toMillis());
  }

  public List<Alert> alerts() {
    return records("alerts", Alert.class);
  }

  /// What rates and alerts were told.
  public List<Observation> observations() {
    String topic =
        config.kafka().applicationId() + "-" + StoreNames.OBSERVATIONS_BY_APP + "-repartition";
    observed.addAll(
        driver
            .createOutputTopic(
                topic, new StringDeserializer(), new StateSerde<>(Observation.class).deserializer())
            .readValuesToList());
    return List.copyOf(observed);
  }

  /// What they were told of one kind.
  public List<Observation> observations(String kind) {
    return observations().stream().filter(one -> one.getKind().equals(kind)).toList();
  }

  /// One record that could not be processed.
  public record Letter(String key, byte[] value, Map<String, String> headers) {

    public String reason() {
      return headers.getOrDefault("evalstream.reason", "");
    }
  }

  public List<Letter> deadLetters() {
    return all("dead-letters").stream()
        .map(
            record ->
                new Letter(
                    record.key() == null ? "" : new String(record.key(), UTF_8),
                    record.value(),
                    headers(record)))
        .toList();
  }

  private static Map<String, String> headers(TestRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  private <T> List<T> records(String shortTopic, Class<T> type) {
    return all(shortTopic).stream()
        .map(
            record ->
                type.cast(
                    values
                        .deserializer()
                        .deserialize(topics.full(shortTopic), record.headers(), record.value())))
        .toList();
  }

  /// Every record of an output topic since the start.
  private List<TestRecord<byte[], byte[]>> all(String shortTopic) {
    List<TestRecord<byte[], byte[]>> records =
        read.computeIfAbsent(shortTopic, name -> new ArrayList<>());
    records.addAll(
        outputs
            .computeIfAbsent(
                shortTopic,
                name ->
                    driver.createOutputTopic(
                        topics.full(name),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()))
            .readRecordsToList());
    return records;
  }

  /// What the funnel counted for `docs-bot`.
  public long funnel(String stage, String step) {
    return funnel(Turns.APP, stage, step);
  }

  public long funnel(String app, String stage, String step) {
    return boards.funnel().count(new FunnelStep(app, stage, step));
  }

  public Boards boards() {
    return boards;
  }

  /// The sum of a counter over all its labels.
  public double counted(Metric metric) {
    String name = metric.prometheusName();
    return meters.find(name.substring(0, name.length() - "_total".length())).counters().stream()
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  /// The values of a gauge, in no order.
  public List<Double> gauges(Metric metric) {
    return meters.find(metric.prometheusName()).gauges().stream()
        .map(io.micrometer.core.instrument.Gauge::value)
        .toList();
  }

  /// Ids of the traces of which something is stored.
  public Set<String> tracesInFlight() {
    Set<String> ids = new HashSet<>();
    keys(StoreNames.TRACES).forEach(key -> ids.add(key.substring(0, key.indexOf('\u0000'))));
    return ids;
  }

  /// Names of the stores that there are.
  public Set<String> stores() {
    return driver.getAllStateStores().keySet();
  }

  /// What is stored of the chat events of traces.
  public List<ChatEvent> storedEvents() {
    List<ChatEvent> events = new ArrayList<>();
    try (KeyValueIterator<String, TracePart> parts =
        driver.<String, TracePart>getKeyValueStore(StoreNames.TRACES).all()) {
      parts.forEachRemaining(
          part -> {
            if (part.value.getPart() instanceof ChatEvent event) {
              events.add(event);
            }
          });
    }
    return events;
  }

  private List<String> keys(String store) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, Object> entries =
        driver.<String, Object>getKeyValueStore(store).all()) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  @Override
  public void close() {
    try {
      settle();
      for (int minute = 0; minute < LONGEST_BACKOFFS && boards.judging().pending() > 0; minute++) {
        after(Duration.ofMinutes(1));
      }
      after(LONGEST_ORPHAN_WAIT);
      funnelBalances();
      everyJudgementHasOneEvaluation();
      assertThat(tracesInFlight()).as("traces in flight").isEmpty();
      assertThat(keys(StoreNames.JUDGING + "-pending")).as("pending judgements").isEmpty();
      assertThat(keys(StoreNames.JUDGING + "-attempts")).as("attempts").isEmpty();
      noRecordIsTooLarge();
    } finally {
      driver.close();
      values.close();
      delete(stateDirectory);
    }
  }

  private static void delete(Path folder) {
    try {
      Utils.delete(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void funnelBalances() {
    Map<String, Long> open = new HashMap<>();
    boards
        .funnel()
        .counts()
        .forEach(
            (step, count) -> {
              open.merge(step.app() + " " + step.stage(), sign(step) * count, Long::sum);
            });
    assertThat(open.values())
        .as("what the funnel lost, by stage: %s", open)
        .allMatch(lost -> lost == 0);
  }

  private static long sign(FunnelStep step) {
    return switch (step.step()) {
      case "received", "requested", "completed" -> 1;
      case "rejected", "unsampled", "sampled" -> -1;
      case "matched", "unmatched", "waiting", "read" -> -1;
      default ->
          switch (step.stage()) {
            case "otlp_span" -> ENDS_OF_SPANS.contains(step.step()) ? -1 : 0;
            case "otlp_trace" -> -1;
            default -> OUTCOMES.contains(step.step()) ? -1 : 0;
          };
    };
  }

  private void everyJudgementHasOneEvaluation() {
    long ended =
        boards.funnel().counts().entrySet().stream()
            .filter(count -> !INPUTS.contains(count.getKey().stage()))
            .filter(count -> OUTCOMES.contains(count.getKey().step()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat(evaluations())
        .as("evaluations")
        .hasSize((int) ended)
        .extracting(Evaluation::getEvaluationId)
        .doesNotHaveDuplicates();
  }

  private void noRecordIsTooLarge() {
    for (String topic : List.of("evaluations", "judged-traces", "eval-rates", "dead-letters")) {
      for (TestRecord<byte[], byte[]> record : all(topic)) {
        int size = size(record.key()) + size(record.value());
        for (Header header : record.headers()) {
          size += header.key().length() + size(header.value());
        }
        assertThat(size).as("bytes of a record of " + topic).isLessThan(LARGEST_RECORD);
      }
    }
  }

  private static int size(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
