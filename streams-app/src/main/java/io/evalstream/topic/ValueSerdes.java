package io.evalstream.topic;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;

/// Opens serdes for the values of topics, by the class name in the configuration.
public final class ValueSerdes {

  /// Our own small client of the registry. The official serde is chosen by its class name.
  private static final String DEFAULT = "io.evalstream.registry.RegistryAvroSerde";

  private static final String CLASS_KEY = "value.serde";

  private final Map<String, String> properties;

  /// @param properties the client properties, registry keys included
  public ValueSerdes(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  /// Whether these properties choose our own serde. One of others has keys of its own, which our
  /// client of the registry may not know.
  public static boolean areOurs(Map<String, String> properties) {
    return name(properties).equals(DEFAULT);
  }

  private static String name(Map<String, String> properties) {
    return properties.getOrDefault(CLASS_KEY, DEFAULT);
  }

  /// A configured serde for values of a topic.
  @SuppressWarnings("unchecked") // the class is named by the operator; a wrong one fails at once
  public <T extends SpecificRecord> Serde<T> open() {
    String name = name(properties);
    Serde<T> serde;
    try {
      serde = (Serde<T>) Utils.newInstance(name, Serde.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException(
          "kafka." + CLASS_KEY + " must name a serde on the class path, was " + name, e);
    }
    serde.configure(properties, false);
    return serde;
  }
}
