package io.evalstream.registry;

import java.util.Optional;

/// Where a written record names its schema.
public enum IdPlace {
  /// By its id before the value; every reader understands that.
  PREFIX("PrefixSchemaIdSerializer"),
  /// By its GUID in a header, the value is Avro alone; readers of Confluent Platform 8.0 and newer.
  HEADER("HeaderSchemaIdSerializer");

  private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.schema.id.";

  private final String simpleName;

  IdPlace(String simpleName) {
    this.simpleName = simpleName;
  }

  /// Confluent's class name, with or without its package.
  static Optional<IdPlace> named(String name) {
    for (IdPlace place : values()) {
      if (isNamed(name, place.simpleName)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  static boolean isNamed(String name, String simpleName) {
    return name.equals(simpleName) || name.equals(CONFLUENT_PACKAGE + simpleName);
  }
}
