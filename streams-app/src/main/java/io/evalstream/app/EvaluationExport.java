package io.evalstream.app;

import static java.util.stream.Collectors.toCollection;

import io.evalstream.event.JudgedTrace;
import io.evalstream.export.Exporter;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgement.Bench;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.topic.GroupReader;
import io.evalstream.topic.ValueSerdes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.serialization.Serde;

/// The export of this instance: a member of a consumer group of its own, so that the instances
/// share the partitions, and the topology knows nothing of it.
final class EvaluationExport implements AutoCloseable {

  private final Serde<JudgedTrace> serde;
  private final Exporter exporter;

  private EvaluationExport(Serde<JudgedTrace> serde, Exporter exporter) {
    this.serde = serde;
    this.exporter = exporter;
  }

  static EvaluationExport start(MonitorConfig config, Meters meters) {
    KafkaConfig kafka = config.kafka();
    Serde<JudgedTrace> serde = new ValueSerdes(kafka.clients()).open();
    AtomicLong lag = new AtomicLong();
    meters.gauge(Metric.EXPORT_LAG, lag::get);
    return new EvaluationExport(
        serde,
        Exporter.start(
            config.export(),
            version(),
            codeJudges(config),
            () ->
                GroupReader.join(
                    kafka.clients(),
                    group(kafka),
                    kafka.topics().judgedTraces(),
                    serde.deserializer(),
                    JudgedTrace.class,
                    lag),
            meters,
            RandomGenerator.getDefault()));
  }

  private static String group(KafkaConfig kafka) {
    return kafka.applicationId() + "-otlp-export";
  }

  private static Set<String> codeJudges(MonitorConfig config) {
    Set<String> names =
        config.judges().judges().values().stream()
            .filter(judge -> judge.api() instanceof JudgeConfig.Heuristic)
            .map(JudgeConfig::name)
            .collect(toCollection(HashSet::new));
    names.add(Bench.CODE_JUDGE);
    return names;
  }

  private static String version() {
    return Objects.requireNonNullElse(
        EvaluationExport.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public void close() {
    exporter.close();
    serde.close();
  }
}
