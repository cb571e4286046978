package io.evalstream.spans;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.ManualClock;
import io.evalstream.app.Turns;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.FunnelStep;
import io.evalstream.metric.Meters;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.Worth;
import io.evalstream.otlp.turn.Mapped;
import io.evalstream.otlp.wire.OtlpReader;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TrustedRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/// Both steps of the stage without the rest of the monitor, with a clock that the test moves. The
/// second one can be restarted: its stores stay, all else is made anew.
///
/// At the end of every test [#close] asserts that what was counted balances.
final class SpansUnderTest implements AutoCloseable {

  static final String TOPIC = "otlp_spans";
  private static final String UNKNOWN = "__unknown__";

  private final SpansConfig config;
  private final Function<List<Span>, Mapped> turns;
  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final Meters meters = new Meters(new SimpleMeterRegistry());
  private final FunnelBoard board = new FunnelBoard();
  // In the monitor the steps are tasks of their own; here one must not leave with the other.
  private final FunnelBoard gathered = new FunnelBoard();
  // The one that the driver uses: it asks for others to look at.
  private Lives lives;
  private final List<Made> made = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private final Path stateDirectory = folder();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> input;

  SpansUnderTest(SpansConfig config, Function<List<Span>, Mapped> turns) {
    this.config = config;
    this.turns = turns;
    TrustedRecords.trust();
    StreamsBuilder builder = new StreamsBuilder();
    SpansTopology.stores(config).forEach(builder::addStateStore);
    OtlpReader reader = new OtlpReader(config.encoding(), Worth.of(config.mapping()));
    builder.stream(TOPIC, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .process(
            () -> new UnsealProcessor(reader, config.maxRecordBytes(), UNKNOWN, meters, board),
            StoreNames.OTLP_FUNNEL)
        .flatMapValues(this::unsealed)
        .process(Lives::new, StoreNames.SPANS, StoreNames.ENDED_TRACES, StoreNames.SPAN_FUNNEL)
        .foreach((traceId, one) -> collect(one));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "spans");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    this.driver = new TopologyTestDriver(builder.build(), properties, clock.instant());
    this.input =
        driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// The second step, one life after another.
  private final class Lives implements Processor<String, byte[], String, Made> {

    private ProcessorContext<String, Made> context;
    private GatherProcessor life;
    private boolean ends;

    @Override
    public void init(ProcessorContext<String, Made> context) {
      lives = this;
      this.context = context;
      begin();
    }

    private void begin() {
      life =
          new GatherProcessor(
              new SpansTopology(
                  config,
                  TOPIC,
                  700_000,
                  app -> app.equals(Turns.APP) ? app : UNKNOWN,
                  clock,
                  meters,
                  gathered),
              turns);
      life.init(context);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      if (ends) {
        ends = false;
        life.close();
        begin();
      }
      life.process(record);
    }

    @Override
    public void close() {
      life.close();
    }
  }

  private List<byte[]> unsealed(Unsealed one) {
    return switch (one) {
      case Unsealed.One(byte[] span) -> List.of(span);
      case Unsealed.Refused(DeadLetter letter) -> {
        letters.add(letter);
        yield List.of();
      }
    };
  }

  private void collect(Made one) {
    if (one instanceof Made.Refused(DeadLetter letter)) {
      letters.add(letter);
    } else {
      made.add(one);
    }
  }

  SpansUnderTest send(byte[] record) {
    input.pipeInput(new byte[0], record, clock.instant());
    return this;
  }

  /// Lets time pass in steps, as timers would see it.
  SpansUnderTest after(Duration time) {
    Duration step = GatherProcessor.SOON;
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      clock.advance(step);
      driver.advanceWallClockTime(step);
    }
    return this;
  }

  /// Lets time pass at once: every timer goes off once.
  SpansUnderTest pass(Duration time) {
    clock.advance(time);
    driver.advanceWallClockTime(time);
    return this;
  }

  /// Ends the life of the second step when the next record comes.
  SpansUnderTest restart() {
    lives.ends = true;
    return this;
  }

  List<Made> made() {
    return made;
  }

  List<DeadLetter> letters() {
    return letters;
  }

  long records(String step) {
    return board.count(new FunnelStep(UNKNOWN, "otlp_record", step));
  }

  long spans(String step) {
    FunnelStep counted = new FunnelStep(UNKNOWN, "otlp_span", step);
    return board.count(counted) + gathered.count(counted);
  }

  /// Over all apps.
  long traces(String step) {
    return gathered.counts().entrySet().stream()
        .filter(count -> count.getKey().stage().equals("otlp_trace"))
        .filter(count -> count.getKey().step().equals(step))
        .mapToLong(count -> count.getValue())
        .sum();
  }

  List<String> stored() {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all =
        driver.<String, byte[]>getKeyValueStore(StoreNames.SPANS).all()) {
      all.forEachRemaining((KeyValue<String, byte[]> entry) -> keys.add(entry.key));
    }
    return keys;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("spans");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      Utils.delete(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      assertThat(records("received")).isEqualTo(records("rejected") + records("read"));
      assertThat(spans("received"))
          .isEqualTo(
              spans("rejected")
                  + spans("duplicate")
                  + spans("late")
                  + spans("over_limit")
                  + spans("used")
                  + spans("unused")
                  + spans("waiting"));
      assertThat(spans("waiting")).isEqualTo(stored().size());
      assertThat(traces("completed"))
          .isEqualTo(
              gathered.counts().entrySet().stream()
                  .filter(count -> count.getKey().stage().equals("otlp_trace"))
                  .filter(count -> !count.getKey().step().equals("completed"))
                  .mapToLong(count -> count.getValue())
                  .sum());
    } finally {
      driver.close();
      delete(stateDirectory);
    }
  }
}
