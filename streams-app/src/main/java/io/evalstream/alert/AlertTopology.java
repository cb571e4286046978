package io.evalstream.alert;

import io.evalstream.event.Alert;
import io.evalstream.state.AlertBucket;
import io.evalstream.state.AlertMemory;
import io.evalstream.state.JudgeAgreement;
import io.evalstream.state.JudgeStanding;
import io.evalstream.state.Observation;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Observations by app in; transitions of alerts out, keyed by alert.
///
/// @param configured app and evaluator to the least probability with which the configuration
///   samples labels
public record AlertTopology(
    AlertConfig config,
    ToDoubleBiFunction<String, String> configured,
    AlertBoard board,
    InstantSource clock) {

  /// Few, small entries that change often: they live in the heap, and the cache before them writes
  /// each changed one once per commit.
  public static List<StoreBuilder<?>> stores() {
    return List.of(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StoreNames.ALERTS),
                Serdes.String(),
                new StateSerde<>(AlertMemory.class))
            .withCachingEnabled(),
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StoreNames.ALERT_BUCKETS),
                Serdes.String(),
                new StateSerde<>(AlertBucket.class))
            .withCachingEnabled(),
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StoreNames.JUDGE_STANDINGS),
                Serdes.String(),
                new StateSerde<>(JudgeStanding.class))
            .withCachingEnabled(),
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StoreNames.JUDGE_AGREEMENTS),
                Serdes.String(),
                new StateSerde<>(JudgeAgreement.class))
            .withCachingEnabled());
  }

  public KStream<String, Alert> alert(KStream<String, Observation> observations) {
    ProcessorSupplier<String, Observation, String, Alert> alerts =
        () -> new AlertProcessor(config, configured, board, clock);
    return observations.process(
        alerts, Named.as("alert"), StoreNames.ALERTS, StoreNames.ALERT_BUCKETS);
  }

  /// What tasks see of judges in, keyed by judge; transitions of alerts out, keyed by alert.
  ///
  /// @param judges that there are
  public KStream<String, Alert> alertOfJudges(
      KStream<String, JudgeStanding> standings, Set<String> judges) {
    ProcessorSupplier<String, JudgeStanding, String, Alert> alerts =
        () -> new JudgeAlertProcessor(judges, config.judgeChannels(), board);
    return standings.process(alerts, Named.as("judge-alert"), StoreNames.JUDGE_STANDINGS);
  }

  /// Transitions of alerts about judges that drift out, keyed by alert. What comes in is not looked
  /// at: it ties the work to the tasks that judge.
  public KStream<String, Alert> alertOfDrift(
      KStream<String, JudgeStanding> standings, DriftWatch watch, DriftBoard drift) {
    ProcessorSupplier<String, JudgeStanding, String, Alert> alerts =
        () -> new DriftProcessor(watch, config.judgeChannels(), drift, board);
    return standings.process(alerts, Named.as("drift"), StoreNames.JUDGE_AGREEMENTS);
  }
}
