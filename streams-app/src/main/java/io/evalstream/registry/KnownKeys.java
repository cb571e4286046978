package io.evalstream.registry;

import io.evalstream.config.Nearest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The keys of Confluent's client and serializers: which of them work here.
///
/// The other properties are those of Kafka and pass. A key of Confluent's that would change what is
/// written, or how the registry is reached, and that has no effect here, must not pass in silence.
final class KnownKeys {

  /// What [RegistryProperties] reads.
  static final Set<String> SUPPORTED =
      Set.of(
          "schema.registry.url",
          "schema.registry.basic.auth.user.info",
          "auto.register.schemas",
          "use.latest.version",
          "latest.compatibility.strict",
          "latest.cache.ttl.sec",
          "use.schema.id",
          "id.compatibility.strict",
          "normalize.schemas",
          "key.subject.name.strategy",
          "value.subject.name.strategy",
          "subject.name.strategy.kafka.cluster.id",
          "subject.name.strategy.fallback.type",
          "key.schema.id.serializer",
          "value.schema.id.serializer",
          "key.schema.id.deserializer",
          "value.schema.id.deserializer",
          "specific.avro.key.type",
          "specific.avro.value.type",
          "http.connect.timeout.ms",
          "http.read.timeout.ms",
          "max.retries",
          "retries.wait.ms",
          "retries.max.wait.ms",
          "basic.auth.credentials.source",
          "basic.auth.user.info",
          "bearer.auth.credentials.source",
          "bearer.auth.token",
          "bearer.auth.issuer.endpoint.url",
          "bearer.auth.client.id",
          "bearer.auth.client.secret",
          "bearer.auth.scope",
          "bearer.auth.cache.expiry.buffer.seconds",
          "bearer.auth.logical.cluster",
          "bearer.auth.identity.pool.id",
          "schema.registry.ssl.truststore.location",
          "schema.registry.ssl.truststore.password",
          "schema.registry.ssl.truststore.type",
          "schema.registry.ssl.truststore.certificates",
          "schema.registry.ssl.keystore.location",
          "schema.registry.ssl.keystore.password",
          "schema.registry.ssl.keystore.type",
          "schema.registry.ssl.keystore.key",
          "schema.registry.ssl.keystore.certificate.chain",
          "schema.registry.ssl.key.password",
          "schema.registry.ssl.endpoint.identification.algorithm");

  /// What is done here in any case, or bounds a cache that is not there.
  static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "specific.avro.reader",
          "avro.use.logical.type.converters",
          "avro.remove.java.properties",
          "max.schemas.per.subject");

  static final Set<String> REFUSED =
      Set.of(
          "use.schema.guid",
          "use.latest.with.metadata",
          "context.name.strategy",
          "reference.subject.name.strategy",
          "schema.format",
          "schema.reflection",
          "avro.reflection.allow.null",
          "rule.executors",
          "rule.actions",
          "rule.service.loader.enable",
          "propagate.schema.tags",
          "missing.cache.size",
          "missing.id.cache.ttl.sec",
          "missing.version.cache.ttl.sec",
          "missing.schema.cache.ttl.sec",
          "proxy.host",
          "proxy.port");

  /// Under these, nothing but the registry's client reads a key.
  private static final Set<String> OURS =
      Set.of("schema.registry.", "basic.auth.", "bearer.auth.", "subject.name.strategy.");

  private KnownKeys() {}

  /// What is wrong with having this key; nothing for the keys of others.
  static Optional<String> problemOf(String key) {
    if (SUPPORTED.contains(key) || WITHOUT_EFFECT.contains(key)) {
      return Optional.empty();
    }
    if (REFUSED.contains(key)) {
      return Optional.of("is not supported; Confluent's own serde knows it");
    }
    if (OURS.stream().noneMatch(key::startsWith)) {
      return Optional.empty();
    }
    return Optional.of("is not supported, see docs/registry.md" + nearest(key));
  }

  private static String nearest(String key) {
    return Nearest.to(
            key, Stream.concat(SUPPORTED.stream(), WITHOUT_EFFECT.stream()).sorted().toList())
        .map(near -> ". Did you mean '" + near + "'?")
        .orElse("");
  }
}
