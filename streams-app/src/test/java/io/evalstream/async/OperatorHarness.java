package io.evalstream.async;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/// One task with the operator in it. Requests are texts, which are their own ids and questions.
///
/// The clock of the driver only makes the operator tick; what time it is, the operator reads from
/// [#clock], which moves by [#advance] alone. So a test may tick as often as it likes.
final class OperatorHarness implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(30);
  static final Duration MAX_AGE = Duration.ofMinutes(10);
  static final AsyncSettings SETTINGS =
      new AsyncSettings(
          "test", 3, MAX_AGE, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4)), 10_000, 3);

  /// What a call costs: 100 as far as is known before it, and then the length of its answer.
  private static final Cost<String, String> LENGTH =
      new Cost<>() {
        @Override
        public double before(String question) {
          return 100;
        }

        @Override
        public double after(String answer) {
          return answer.length();
        }
      };

  private static final String REVIVE = "revive";
  // Of the jitter: with it no wait of the tests is 0.
  private static final long SEED = 1;
  private static final Duration SLOWEST_TICK = Duration.ofSeconds(1);
  private static final long PATIENCE_SECONDS = 20;

  final ManualClock clock = new ManualClock();
  final Gate gate;
  final HeldCalls calls = new HeldCalls();
  final Noted noted = new Noted();
  final AsyncControl control = new AsyncControl(clock);
  final List<Record<String, Result<String, String>>> results = new ArrayList<>();

  private final TopologyTestDriver driver;
  private final TestInputTopic<String, String> requests;

  /// What the listener was told.
  static final class Noted implements AsyncListener {
    int calling;
    int repeated;
    final List<String> retrying = new ArrayList<>();
    int restored;
    int staleReplies;

    @Override
    public void calling(String peer, boolean again) {
      calling++;
      repeated += again ? 1 : 0;
    }

    @Override
    public void retrying(String peer, String reason) {
      retrying.add(reason);
    }

    @Override
    public void restored(int requests) {
      restored += requests;
    }

    @Override
    public void staleReply() {
      staleReplies++;
    }
  }

  /// What an earlier life left in the stores.
  interface Estate {
    void leave(KeyValueStore<String, byte[]> pending, KeyValueStore<String, byte[]> tries);

    Estate NONE = (pending, tries) -> {};

    static Estate of(String id, long admittedAt, Tries before) {
      return (pending, tries) -> {
        pending.put(id, new Pending(admittedAt, 7, utf8("key-" + id), utf8(id)).toBytes());
        if (!before.equals(Tries.NONE)) {
          tries.put(id, before.toBytes());
        }
      };
    }

    default Estate and(Estate other) {
      return (pending, tries) -> {
        leave(pending, tries);
        other.leave(pending, tries);
      };
    }
  }

  /// Asks every request as it is, except where `prepare` says otherwise.
  private record Texts(
      Peer<String, String> peer, Function<String, Prepared<String, String>> prepare)
      implements Work<String, String, String, String> {

    @Override
    public String id(String request) {
      return request;
    }

    @Override
    public Peer<String, String> peer(String request) {
      return peer;
    }

    @Override
    public Flow flow(String key, String request) {
      return flowOf(request);
    }

    @Override
    public Prepared<String, String> prepare(String key, String request) {
      return prepare.apply(request);
    }
  }

  /// Gives the same operator a second life on a request of the test, as Kafka Streams does with a
  /// task whose state was lost.
  private static final class Revivable
      implements Processor<String, String, String, Result<String, String>> {

    private final Processor<String, String, String, Result<String, String>> operator;
    private final Estate estate;
    private ProcessorContext<String, Result<String, String>> context;

    private Revivable(
        Processor<String, String, String, Result<String, String>> operator, Estate estate) {
      this.operator = operator;
      this.estate = estate;
    }

    @Override
    public void init(ProcessorContext<String, Result<String, String>> context) {
      this.context = context;
      estate.leave(
          context.getStateStore(SETTINGS.pendingStore()),
          context.getStateStore(SETTINGS.attemptsStore()));
      operator.init(context);
    }

    @Override
    public void process(Record<String, String> record) {
      if (record.key().equals(REVIVE)) {
        operator.close();
        operator.init(context);
      } else {
        operator.process(record);
      }
    }

    @Override
    public void close() {
      operator.close();
    }
  }

  OperatorHarness(Path stateDir) {
    this(stateDir, SETTINGS, Prepared.Ready::new, Estate.NONE);
  }

  OperatorHarness(Path stateDir, Estate estate) {
    this(stateDir, SETTINGS, Prepared.Ready::new, estate);
  }

  OperatorHarness(
      Path stateDir,
      AsyncSettings settings,
      Function<String, Prepared<String, String>> prepare,
      Estate estate) {
    this(stateDir, settings, prepare, estate, 2);
  }

  OperatorHarness(
      Path stateDir,
      AsyncSettings settings,
      Function<String, Prepared<String, String>> prepare,
      Estate estate,
      int maxInFlight) {
    this.gate = new Gate("peer", GateSettings.withMaxInFlight(maxInFlight), clock);
    Peer<String, String> peer = new Peer<>(calls, gate, TIMEOUT, LENGTH);
    AsyncOperator<String, String, String, String> operator =
        new AsyncOperator<>(
            settings,
            Serdes.String(),
            Serdes.String(),
            context -> new Texts(peer, prepare),
            control,
            noted);
    Topology topology = new Topology();
    topology.addSource("in", new StringDeserializer(), new StringDeserializer(), "requests");
    AsyncTask.Setup setup =
        new AsyncTask.Setup(
            settings, control, noted, VirtualThreadCall.RUNNER, new SplittableRandom(SEED));
    topology.addProcessor("operator", revivable(operator, setup, estate), "in");
    ProcessorSupplier<String, Result<String, String>, Void, Void> collect = () -> results::add;
    topology.addProcessor("results", collect, "operator");
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "async");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    this.driver = new TopologyTestDriver(topology, config, ManualClock.START);
    this.requests =
        driver.createInputTopic("requests", new StringSerializer(), new StringSerializer());
  }

  private static ProcessorSupplier<String, String, String, Result<String, String>> revivable(
      AsyncOperator<String, String, String, String> operator,
      AsyncTask.Setup setup,
      Estate estate) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, String, String, Result<String, String>> get() {
        return new Revivable(
            new AsyncProcessor<>(
                setup, operator.keySerde(), operator.requestSerde(), operator.works()),
            estate);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return operator.stores();
      }
    };
  }

  /// `docs/x` is a request of the group docs, `docs:a/x` one of its flow a.
  private static Flow flowOf(String request) {
    int end = request.indexOf('/');
    String[] flow =
        end < 0 ? new String[] {"", ""} : (request.substring(0, end) + ":").split(":", 2);
    return new Flow(flow[0], flow[1]);
  }

  void send(String request) {
    send(request, 7);
  }

  void send(String request, long timestamp) {
    requests.pipeInput("key-" + request, request, timestamp);
  }

  /// The task is closed and opened again, with the same stores.
  void revive() {
    requests.pipeInput(REVIVE, "");
  }

  void advance(Duration by) {
    clock.advance(by);
    tick();
  }

  void tick() {
    driver.advanceWallClockTime(SLOWEST_TICK);
  }

  void tick(int times) {
    for (int i = 0; i < times; i++) {
      tick();
    }
  }

  void tickUntil(BooleanSupplier condition) {
    await(
        () -> {
          tick();
          return condition.getAsBoolean();
        });
  }

  static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("the condition did not come true");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// The next result that has not been taken; ticks until it is there.
  Record<String, Result<String, String>> takeResult() {
    tickUntil(() -> !results.isEmpty());
    return results.removeFirst();
  }

  Result<String, String> takeEnd() {
    return takeResult().value();
  }

  /// Ends a call in a way that is followed by another one, and returns when the operator knows.
  void endsForNow(Runnable ending) {
    int before = noted.retrying.size();
    ending.run();
    tickUntil(() -> noted.retrying.size() > before);
  }

  KeyValueStore<String, byte[]> pending() {
    return driver.getKeyValueStore(SETTINGS.pendingStore());
  }

  KeyValueStore<String, byte[]> tries() {
    return driver.getKeyValueStore(SETTINGS.attemptsStore());
  }

  /// What a new owner would read from the changelogs of both stores.
  Map<String, byte[]> changelogs() {
    Map<String, byte[]> left = new HashMap<>();
    for (String store : List.of(SETTINGS.pendingStore(), SETTINGS.attemptsStore())) {
      var changelog =
          driver.createOutputTopic(
              "async-" + store + "-changelog",
              new StringDeserializer(),
              new ByteArrayDeserializer());
      while (!changelog.isEmpty()) {
        var change = changelog.readKeyValue();
        left.put(store + "/" + change.key, change.value);
      }
    }
    return left;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
