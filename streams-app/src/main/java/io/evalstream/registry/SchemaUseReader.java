package io.evalstream.registry;

import io.evalstream.registry.SubjectNaming.Associated;
import io.evalstream.registry.SubjectNaming.ByName;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Reads what is written and read, and where it is registered.
final class SchemaUseReader {

  private static final String FALLBACK = "subject.name.strategy.fallback.type";
  private static final String ASSOCIATED = "AssociatedNameStrategy";
  private static final String DUAL = "DualSchemaIdDeserializer";
  private static final int NO_ID = -1;
  private static final int FOR_EVER = -1;

  private final PropertyReader properties;
  private final String side;

  /// @param side `key` or `value`
  SchemaUseReader(PropertyReader properties, String side) {
    this.properties = properties;
    this.side = side;
  }

  SchemaUse read() {
    checkDeserializer();
    return new SchemaUse(
        choice(),
        properties.truth("normalize.schemas", false),
        subjects(side + ".subject.name.strategy"),
        place(side + ".schema.id.serializer"),
        type("specific.avro." + side + ".type"));
  }

  /// The first that applies, in the order of Confluent's serializer.
  private SchemaChoice choice() {
    boolean register = properties.truth("auto.register.schemas", true);
    int id = properties.number("use.schema.id", NO_ID, NO_ID);
    boolean idStrict = properties.truth("id.compatibility.strict", true);
    boolean useLatest = properties.truth("use.latest.version", false);
    boolean latestStrict = properties.truth("latest.compatibility.strict", true);
    int keep = properties.number("latest.cache.ttl.sec", FOR_EVER, FOR_EVER);
    if (register) {
      return new SchemaChoice.Own(true);
    }
    if (id != NO_ID) {
      return new SchemaChoice.Fixed(id, idStrict);
    }
    return useLatest
        ? new SchemaChoice.Latest(latestStrict, keep == FOR_EVER ? null : Duration.ofSeconds(keep))
        : new SchemaChoice.Own(false);
  }

  private SubjectNaming subjects(String key) {
    String name = properties.text(key).orElse("TopicNameStrategy");
    if (SubjectStrategy.isNamed(name, ASSOCIATED)) {
      return new Associated(
          properties.text("subject.name.strategy.kafka.cluster.id").orElse("-"), fallback());
    }
    SubjectStrategy known = SubjectStrategy.named(name).orElse(null);
    if (known == null) {
      properties.problem(
          key, "must be one of " + SubjectStrategy.choices() + ", " + ASSOCIATED + ", was " + name);
    }
    return new ByName(known == null ? SubjectStrategy.TOPIC_NAME : known);
  }

  private @Nullable SubjectStrategy fallback() {
    String type = properties.text(FALLBACK).orElse("TOPIC");
    return switch (type) {
      case "TOPIC" -> SubjectStrategy.TOPIC_NAME;
      case "RECORD" -> SubjectStrategy.RECORD_NAME;
      case "TOPIC_RECORD" -> SubjectStrategy.TOPIC_RECORD_NAME;
      case "NONE" -> null;
      default -> {
        properties.problem(FALLBACK, "must be TOPIC, RECORD, TOPIC_RECORD or NONE, was " + type);
        yield null;
      }
    };
  }

  private IdPlace place(String key) {
    String name = properties.text(key).orElse("PrefixSchemaIdSerializer");
    IdPlace known = IdPlace.named(name).orElse(null);
    if (known == null) {
      properties.problem(
          key, "must be PrefixSchemaIdSerializer or HeaderSchemaIdSerializer, was " + name);
    }
    return known == null ? IdPlace.PREFIX : known;
  }

  private void checkDeserializer() {
    String key = side + ".schema.id.deserializer";
    String name = properties.text(key).orElse(DUAL);
    if (!IdPlace.isNamed(name, DUAL)) {
      properties.problem(key, "must be " + DUAL + ": every form is read, was " + name);
    }
  }

  private @Nullable Class<? extends SpecificRecord> type(String key) {
    Object given = properties.all().get(key);
    if (given == null) {
      return null;
    }
    try {
      Class<?> type = given instanceof Class<?> known ? known : Class.forName(given.toString());
      return type.asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException | ClassCastException unusable) {
      properties.problem(key, "must be a class generated from an Avro record, was " + given);
      return null;
    }
  }
}
