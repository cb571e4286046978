package io.evalstream.app;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/// The properties of Kafka Streams: what the operator of the monitor set, over what it needs.
///
/// Exactly-once with a commit per second costs next to nothing. A takeover after a crash waits for
/// the session timeout, and for the broker to abort the transaction of the dead, which it does up
/// to ten seconds after the transaction timeout: so both are short. With the streams protocol the
/// session is the broker's.
final class StreamsProperties {

  private static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000),
          Map.entry(StreamsConfig.POLL_MS_CONFIG, 20),
          Map.entry(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200),
          Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 16 * 1024 * 1024),
          Map.entry(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 200),
          Map.entry(CommonClientConfigs.SESSION_TIMEOUT_MS_CONFIG, 15_000),
          Map.entry(
              StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000),
          Map.entry(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd"),
          // What is written is seen at the commit, which does not linger: larger batches cost no
          // time.
          Map.entry(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 100),
          Map.entry(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024),
          Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
          Map.entry(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L));

  private StreamsProperties() {}

  static Properties of(KafkaConfig config) {
    Properties properties = new Properties();
    GroupProtocol protocol = GroupProtocol.of(config.clients());
    DEFAULTS.forEach(
        (key, value) -> {
          // A prefixed default would beat what the operator set without the prefix.
          if (protocol.heeds(key) && !config.clients().containsKey(plain(key))) {
            properties.put(key, value);
          }
        });
    properties.putAll(config.clients());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return properties;
  }

  private static String plain(String key) {
    return key.replaceFirst("^(main\\.consumer|producer)\\.", "");
  }
}
