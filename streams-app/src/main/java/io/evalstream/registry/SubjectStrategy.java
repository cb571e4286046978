package io.evalstream.registry;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/// Under which subject the schema of a record is registered.
public enum SubjectStrategy {
  /// `<topic>-value`: one type of record a topic.
  TOPIC_NAME("TopicNameStrategy"),
  /// The full name of the record: one schema for all topics.
  RECORD_NAME("RecordNameStrategy"),
  /// `<topic>-<full name>`: several types of record on a topic.
  TOPIC_RECORD_NAME("TopicRecordNameStrategy");

  private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

  private final String simpleName;

  SubjectStrategy(String simpleName) {
    this.simpleName = simpleName;
  }

  /// Confluent's class name, with or without its package.
  static Optional<SubjectStrategy> named(String name) {
    return Arrays.stream(values())
        .filter(strategy -> isNamed(name, strategy.simpleName))
        .findFirst();
  }

  static boolean isNamed(String name, String simpleName) {
    return name.equals(simpleName) || name.equals(CONFLUENT_PACKAGE + simpleName);
  }

  static String choices() {
    return Arrays.stream(values()).map(s -> s.simpleName).collect(Collectors.joining(", "));
  }

  String subject(String topic, boolean isKey, Schema schema) {
    return switch (this) {
      case TOPIC_NAME -> topic + (isKey ? "-key" : "-value");
      case RECORD_NAME -> schema.getFullName();
      case TOPIC_RECORD_NAME -> topic + "-" + schema.getFullName();
    };
  }
}
