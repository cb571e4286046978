package io.evalstream.app;

import io.evalstream.agreement.AgreementBoard;
import io.evalstream.agreement.AgreementTopology;
import io.evalstream.alert.AlertBoard;
import io.evalstream.alert.AlertTopology;
import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.EmbeddingTopology;
import io.evalstream.assembly.AssemblyTopology;
import io.evalstream.async.AsyncControl;
import io.evalstream.event.Alert;
import io.evalstream.event.JudgedTrace;
import io.evalstream.ingest.IngestTopology;
import io.evalstream.judgement.Bench;
import io.evalstream.judging.JudgingTopology;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.notify.NotifyTopology;
import io.evalstream.rate.RateBoard;
import io.evalstream.rate.RateTopology;
import io.evalstream.sampling.AppSampling;
import io.evalstream.sampling.SamplingTopology;
import io.evalstream.spans.SpansTopology;
import io.evalstream.state.EmbeddingPart;
import io.evalstream.state.HumanLabel;
import io.evalstream.state.JudgeLabels;
import io.evalstream.state.JudgeStanding;
import io.evalstream.state.LabelPair;
import io.evalstream.state.Observation;
import io.evalstream.topic.ConversationStore;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.DeadLetterProcessor;
import io.evalstream.topic.EventDecoder;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.SpendingStore;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.TraceStore;
import io.evalstream.topic.ValueSerdes;
import io.evalstream.trace.Arrival;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/// The whole monitor as one topology: ingest, sample, assemble, judge, rate, alert, notify; and
/// agree, where the configuration asks for it; and, where it says so, turns are made of the spans
/// of OpenTelemetry first.
///
/// @param partitions of the input topics
public record MonitorTopology(
    MonitorConfig config,
    int partitions,
    Bench bench,
    ValueSerdes serdes,
    Boards boards,
    Meters meters,
    InstantSource clock) {

  private static final String UNKNOWN_APP = "__unknown__";

  /// What readers on other threads see of the running topology.
  public record Boards(
      FunnelBoard funnel,
      RateBoard rates,
      AlertBoard alerts,
      DriftBoard drift,
      AgreementBoard agreements,
      AsyncControl judging,
      AsyncControl notifying) {

    public static Boards create(Meters meters, InstantSource clock) {
      return new Boards(
          new FunnelBoard(),
          new RateBoard(meters),
          new AlertBoard(meters),
          new DriftBoard(meters, clock),
          new AgreementBoard(meters),
          new AsyncControl(clock),
          new AsyncControl(clock));
    }
  }

  public Topology build() {
    StreamsBuilder builder =
        new StreamsBuilder(
            new TopologyConfig(new StreamsConfig(StreamsProperties.of(config.kafka()))));
    addStores(builder);
    boards.judging().shareAmong(partitions);
    boards.notifying().shareAmong(partitions);

    var ingested = ingest().ingest(inputs(builder));
    var sampled = sampling().sample(ingested.arrivals());
    var assembled = assembly().assemble(sampled);
    var judged = judging().judge(assembled.traces());
    var observations = byApp(judged.observations(), sampling().traffic(ingested.arrivals()));
    var rates = rating().rate(observations);
    var alerts =
        alerting()
            .alert(observations)
            .merge(
                alerting()
                    .alertOfJudges(
                        together(
                            judged.standings(), JudgeStanding.class, StoreNames.STANDINGS_BY_JUDGE),
                        config.judges().judges().keySet()),
                Named.as("with-judges"))
            .merge(
                together(drift(judged.standings()), Alert.class, StoreNames.DRIFT_ALERTS),
                Named.as("all-alerts"));
    if (embeddings().isOn()) {
      alerts = alerts.merge(alertOfEmbeddings(ingested.arrivals()), Named.as("with-embeddings"));
    }
    var undelivered = notifying().tell(alerts);

    publish(judged.evaluations(), topics().evaluations(), "evaluations-sink");
    publish(judged.judgedTraces(), topics().judgedTraces(), "judged-traces-sink");
    publish(rates, topics().evalRates(), "eval-rates-sink");
    publish(alerts, topics().alerts(), "alerts-sink");
    bury(ingested.deadLetters(), "ingest");
    bury(assembled.deadLetters(), "assembly");
    bury(undelivered, "notify");
    if (config.agreement().isOn()) {
      agree(builder, judged.judgedTraces());
    }
    String otlpSpans = topics().otlpSpans();
    if (otlpSpans != null) {
      makeTurns(builder, otlpSpans);
    }
    return builder.build();
  }

  private KStream<byte[], byte[]> inputs(StreamsBuilder builder) {
    return builder.stream(
        List.of(topics().chatEvents(), topics().retrievalSpans(), topics().rekeyed()),
        consumed("inputs"));
  }

  /// Bytes as others have written them. A record without a timestamp would stop its partition
  /// before anybody sees it.
  private Consumed<byte[], byte[]> consumed(String name) {
    return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
        .withName(name)
        .withTimestampExtractor(
            (record, partitionTime) ->
                record.timestamp() < 0 ? clock.millis() : record.timestamp());
  }

  private EventDecoder decoder() {
    Serde<SpecificRecord> values = serdes.open();
    return new EventDecoder(
        values.deserializer(), config.ingest().format(), config.ingest().maxRecordBytes());
  }

  private IngestTopology ingest() {
    return new IngestTopology(
        topics(),
        partitions,
        config.ingest(),
        decoder(),
        this::appLabel,
        clock,
        meters,
        boards.funnel());
  }

  private SamplingTopology sampling() {
    return new SamplingTopology(
        config.apps(),
        partitions,
        config.relief(),
        config.alerts()::watchesTraffic,
        boards.judging(),
        this::appLabel,
        clock,
        meters,
        boards.funnel());
  }

  private AssemblyTopology assembly() {
    return new AssemblyTopology(config.assembly(), clock, meters, boards.funnel());
  }

  private JudgingTopology judging() {
    return new JudgingTopology(
        config.judging(),
        bench,
        usdPerDayAndTask(),
        config.alerts().includeContent(),
        boards.judging(),
        new JudgingMeters(meters),
        clock,
        meters,
        boards.funnel());
  }

  /// Each task has an even part of what its app may spend.
  private Map<String, Double> usdPerDayAndTask() {
    Map<String, Double> parts = new HashMap<>();
    config
        .apps()
        .forEach(
            (app, sampling) -> {
              Double usd = sampling.budget().usdPerDay();
              if (usd != null) {
                parts.put(app, usd / partitions);
              }
            });
    return parts;
  }

  private RateTopology rating() {
    return new RateTopology(config.rates(), boards.rates(), reviews(), meters, clock);
  }

  /// What reviewers say of the judges is kept in the tasks that have the rates of their apps.
  private RateTopology.Reviews reviews() {
    return config.agreement().isOn()
        ? new RateTopology.Reviews(
            List.of(StoreNames.AGREEMENTS), context -> AgreementTopology.corrections(context)::of)
        : RateTopology.Reviews.NONE;
  }

  private AlertTopology alerting() {
    return new AlertTopology(config.alerts(), this::leastRate, boards.alerts(), clock);
  }

  private double leastRate(String app, String evaluator) {
    AppSampling sampling = config.apps().get(app);
    return sampling == null ? 1 : sampling.leastRate(evaluator);
  }

  private NotifyTopology notifying() {
    return new NotifyTopology(
        config.notifying(),
        new Audience(config.alerts()),
        this::canEnd,
        boards.notifying(),
        clock,
        meters);
  }

  /// Without any rule on drift nobody looks at what fired by one.
  private boolean canEnd(Alert alert) {
    return embeddings().isOn() || !EmbeddingTopology.tells(alert);
  }

  /// Feedback needs no detour: it is rare and small, so all of it is written once more, by trace.
  /// Labels of judges are written once more so that the tasks that judge have nothing of them to
  /// restore.
  private void agree(StreamsBuilder builder, KStream<String, JudgedTrace> traces) {
    AgreementTopology agreement = agreement();
    var checked =
        agreement.check(
            builder.stream(topics().feedback(), consumed("feedback")),
            config.feedbackRules(),
            decoder());
    var matched =
        agreement.match(
            together(checked.labels(), HumanLabel.class, StoreNames.FEEDBACK_BY_TRACE),
            together(agreement.labels(traces), JudgeLabels.class, StoreNames.LABELS_BY_TRACE));
    agreement.agree(together(matched.pairs(), LabelPair.class, StoreNames.PAIRS_BY_APP));
    bury(checked.deadLetters(), "feedback");
    bury(matched.deadLetters(), "agreement");
  }

  private AgreementTopology agreement() {
    return new AgreementTopology(
        config.agreement().remember(),
        topics().feedback(),
        this::appLabel,
        boards.agreements(),
        clock,
        meters,
        boards.funnel());
  }

  /// Turns are published on the input topics, and come in again like those of any application.
  private void makeTurns(StreamsBuilder builder, String topic) {
    SpansTopology spans =
        new SpansTopology(
            config.spans(),
            topic,
            config.ingest().maxRecordBytes(),
            this::appLabel,
            clock,
            meters,
            boards.funnel());
    var unsealed = spans.unseal(builder.stream(topic, consumed("otlp-spans")));
    var turns =
        spans.gather(together(unsealed.spans(), Serdes.ByteArray(), StoreNames.SPANS_BY_TRACE));
    publish(turns.events(), topics().chatEvents(), "turns-sink");
    publish(turns.retrievals(), topics().retrievalSpans(), "retrievals-sink");
    bury(unsealed.deadLetters(), "otlp");
    bury(turns.deadLetters(), "turns");
  }

  /// Brings together what is seen of one app: an alert about one evaluator also looks at the
  /// others.
  private KStream<String, Observation> byApp(
      KStream<String, Observation> observations, KStream<String, Observation> traffic) {
    KStream<String, Observation> byApp =
        observations
            .selectKey(
                (traceId, observation) -> observation.getApp(), Named.as("app-of-observation"))
            .merge(traffic, Named.as("with-traffic"));
    return together(byApp, Observation.class, StoreNames.OBSERVATIONS_BY_APP);
  }

  /// Brings the records of each key into one task, through an internal topic of its own.
  private <T extends SpecificRecordBase> KStream<String, T> together(
      KStream<String, T> records, Class<T> type, String name) {
    return together(records, new StateSerde<>(type), name);
  }

  private <T> KStream<String, T> together(
      KStream<String, T> records, Serde<T> values, String name) {
    return records.repartition(
        Repartitioned.<String, T>as(name)
            .withKeySerde(Serdes.String())
            .withValueSerde(values)
            .withNumberOfPartitions(partitions));
  }

  private KStream<String, Alert> alertOfEmbeddings(KStream<String, Arrival> arrivals) {
    return embeddings()
        .alert(
            together(
                embeddings().add(arrivals), EmbeddingPart.class, StoreNames.EMBEDDINGS_BY_APP));
  }

  private EmbeddingTopology embeddings() {
    return new EmbeddingTopology(
        config.alerts(), config.apps().keySet(), boards.alerts(), meters, clock);
  }

  private KStream<String, Alert> drift(KStream<String, JudgeStanding> standings) {
    return alerting().alertOfDrift(standings, config.judgeWatch().drift(), boards.drift());
  }

  private <T extends SpecificRecord> void publish(
      KStream<String, T> stream, String topic, String name) {
    stream.to(topic, Produced.with(Serdes.String(), serdes.<T>open()).withName(name));
  }

  private void bury(KStream<String, DeadLetter> letters, String stage) {
    letters
        .process(() -> new DeadLetterProcessor(clock), Named.as("dead-letters-of-" + stage))
        .to(
            topics().deadLetters(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName("dead-letters-of-" + stage + "-sink"));
  }

  private void addStores(StreamsBuilder builder) {
    builder.addStateStore(TraceStore.builder());
    builder.addStateStore(AssemblyTopology.seenTraces(config.assembly()));
    builder.addStateStore(FunnelStore.builder());
    builder.addStateStore(SpendingStore.builder());
    builder.addStateStore(SamplingTopology.store());
    builder.addStateStore(RateTopology.store());
    AlertTopology.stores().forEach(builder::addStateStore);
    if (config.agreement().isOn()) {
      AgreementTopology.stores().forEach(builder::addStateStore);
    }
    if (embeddings().isOn()) {
      EmbeddingTopology.stores().forEach(builder::addStateStore);
    }
    if (topics().otlpSpans() != null) {
      SpansTopology.stores(config.spans()).forEach(builder::addStateStore);
    }
    builder.addStateStore(ConversationStore.builder());
  }

  /// Apps that the configuration does not name are counted under one label: names from outside must
  /// not grow the state.
  private String appLabel(String app) {
    return config.apps().containsKey(app) ? app : UNKNOWN_APP;
  }

  private TopicNames topics() {
    return config.kafka().topics();
  }
}
