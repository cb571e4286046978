package io.evalstream.registry;

import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// How to reach a schema registry and what to do with schemas, by Confluent's own keys.
///
/// docs/registry.md lists them with their defaults. Keys of Kafka are passed over. A key of
/// Confluent's that would change what is written or how the registry is reached, and that is not
/// read here, is an error rather than ignored.
///
/// @param endpoints at least one, the first one is asked first
/// @param tokens null: each endpoint says how to prove who asks
/// @param headers sent with every request besides the usual ones
/// @param tls null: what the JVM trusts
public record RegistryConfig(
    List<Endpoint> endpoints,
    @Nullable TokenRequest tokens,
    Map<String, String> headers,
    @Nullable SSLContext tls,
    Patience patience,
    SchemaUse use) {

  public RegistryConfig {
    endpoints = List.copyOf(endpoints);
    headers = Map.copyOf(headers);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("a registry needs at least one URL");
    }
  }

  /// @throws IllegalArgumentException with one line for every problem
  public static RegistryConfig from(Map<String, ?> properties) {
    return from(properties, false);
  }

  /// @param isKey for the keys of records, not for their values
  /// @throws IllegalArgumentException with one line for every problem
  public static RegistryConfig from(Map<String, ?> properties, boolean isKey) {
    return new RegistryProperties(properties).read(isKey);
  }
}
