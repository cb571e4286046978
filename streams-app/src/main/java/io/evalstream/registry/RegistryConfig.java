package io.evalstream.registry;

import java.util.List;
import java.util.Map;

/// How to reach a schema registry and what to do with schemas, by Confluent's own keys.
///
/// | key | default |
/// |---|---|
/// | `schema.registry.url` | required; several URLs separated by commas |
/// | `auto.register.schemas` | true |
/// | `use.latest.version` | false |
/// | `normalize.schemas` | false |
/// | `value.subject.name.strategy`, `key.` likewise | TopicNameStrategy |
/// | `specific.avro.value.type`, `key.` likewise | the class that the written record names |
/// | `basic.auth.credentials.source` | URL: `https://user:password@host`; or USER_INFO |
/// | `basic.auth.user.info` | `user:password`, for USER_INFO |
/// | `bearer.auth.credentials.source` | none; or STATIC_TOKEN |
/// | `bearer.auth.token` | the token, for STATIC_TOKEN |
/// | `bearer.auth.logical.cluster`, `bearer.auth.identity.pool.id` | not sent |
/// | `http.connect.timeout.ms`, `http.read.timeout.ms` | 60000 |
/// | `max.retries` | 3 |
/// | `retries.wait.ms` | 1000 |
/// | `retries.max.wait.ms` | 20000 |
///
/// Keys of Kafka are passed over. A key of Confluent's that would change what is written or how the
/// registry is reached, and that is not listed here, is an error rather than ignored.
///
/// @param endpoints at least one, the first one is asked first
/// @param headers sent with every request besides the usual ones
public record RegistryConfig(
    List<Endpoint> endpoints, Map<String, String> headers, Patience patience, SchemaUse use) {

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
