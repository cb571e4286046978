package io.evalstream.bench.chaos;

import io.evalstream.bench.oracle.ClosedTrace;
import io.evalstream.bench.oracle.Ended;
import io.evalstream.bench.oracle.Judgement;
import io.evalstream.bench.oracle.RateWindow;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.ValueSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;

/// Reads what a monitor has published: everything that was committed until now.
record TopicScan(Map<String, String> clients, TopicNames topics) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  TopicScan {
    clients = Map.copyOf(clients);
  }

  List<Ended> evaluations() {
    return read(topics.evaluations(), Evaluation.class, TopicScan::ended);
  }

  List<ClosedTrace> judgedTraces() {
    return read(topics.judgedTraces(), JudgedTrace.class, TopicScan::closed);
  }

  /// Those over all models, in the order of each partition.
  List<RateWindow> rates() {
    return read(topics.evalRates(), EvalRate.class, (rate, record) -> rate).stream()
        .filter(rate -> rate.getDimension().equals("all"))
        .map(TopicScan::window)
        .toList();
  }

  int deadLetters() {
    return read(topics.deadLetters()).size();
  }

  private static Ended ended(Evaluation evaluation, ConsumerRecord<byte[], byte[]> record) {
    return new Ended(
        new Judgement(
            evaluation.getTraceId(), evaluation.getEvaluator(), evaluation.getDocumentId()),
        evaluation.getEvaluationId(),
        evaluation.getApp(),
        evaluation.getOutcome(),
        evaluation.getLabel(),
        evaluation.getFailing(),
        evaluation.getAttempts(),
        evaluation.getJudgeModel(),
        evaluation.getOccurredAt(),
        evaluation.getEvaluatedAt(),
        record.partition(),
        record.offset());
  }

  /// An evaluation that is in it twice has both outcomes, and so is none of the expected ones.
  private static ClosedTrace closed(JudgedTrace trace, ConsumerRecord<byte[], byte[]> record) {
    return new ClosedTrace(
        trace.getTraceId(),
        trace.getApp(),
        trace.getOccurredAt(),
        trace.getDiagnosis(),
        trace.getEvaluations().stream()
            .collect(
                Collectors.toMap(
                    Evaluation::getEvaluationId,
                    Evaluation::getOutcome,
                    (one, other) -> one + " and " + other)),
        record.partition() + "@" + record.offset());
  }

  private static RateWindow window(EvalRate rate) {
    return new RateWindow(
        new RateWindow.Key(rate.getApp(), rate.getEvaluator(), rate.getWindowStart()),
        rate.getOutcomes(),
        rate.getLabels(),
        rate.getFailing(),
        rate.getFinal$());
  }

  /// What is made of a record and the place where it lies.
  private interface Reading<T, R> {
    R of(T value, ConsumerRecord<byte[], byte[]> record);
  }

  private <T extends SpecificRecord, R> List<R> read(
      String topic, Class<T> type, Reading<T, R> reading) {
    try (Serde<SpecificRecord> serde = new ValueSerdes(clients).open()) {
      return read(topic).stream()
          .map(
              record ->
                  reading.of(
                      type.cast(serde.deserializer().deserialize(topic, record.value())), record))
          .toList();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (!isAt(consumer, ends)) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException(topic + ": the end was not reached in time");
        }
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean isAt(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /// Partitions with a transaction that is still open: its records may yet be added to those that
  /// were read.
  List<TopicPartition> open() {
    Map<TopicPartition, Long> committed = ends("read_committed");
    return ends("read_uncommitted").entrySet().stream()
        .filter(end -> !end.getValue().equals(committed.get(end.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<TopicPartition, Long> ends(String isolation) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
      List<TopicPartition> partitions =
          Stream.of(
                  topics.evaluations(),
                  topics.judgedTraces(),
                  topics.evalRates(),
                  topics.deadLetters())
              .map(topic -> partitions(consumer, topic))
              .flatMap(Collection::stream)
              .toList();
      consumer.assign(partitions);
      return consumer.endOffsets(partitions);
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
