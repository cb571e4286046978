package io.evalstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.event.ChatEvent;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {

  @Test
  void defaults_areThoseOfConfluent() {
    RegistryConfig config = RegistryConfig.from(Map.of("schema.registry.url", "http://sr:8081"));

    assertThat(config.endpoints())
        .extracting(Endpoint::base)
        .containsExactly(URI.create("http://sr:8081"));
    assertThat(config.endpoints().getFirst().authorization()).isEmpty();
    assertThat(config.headers()).isEmpty();
    assertThat(config.patience())
        .isEqualTo(
            new Patience(
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                3,
                Duration.ofSeconds(1),
                Duration.ofSeconds(20)));
    assertThat(config.use())
        .isEqualTo(
            new SchemaUse(
                new SchemaChoice.Own(true),
                false,
                new SubjectNaming.ByName(SubjectStrategy.TOPIC_NAME),
                IdPlace.PREFIX,
                null));
    assertThat(config.tokens()).isNull();
    assertThat(config.tls()).isNull();
  }

  @Test
  void encodedPath_staysEncoded() {
    RegistryConfig config =
        RegistryConfig.from(Map.of("schema.registry.url", "https://sr/a%20b%2Fc/"));

    assertThat(config.endpoints())
        .extracting(endpoint -> endpoint.at("/x").toString())
        .containsExactly("https://sr/a%20b%2Fc/x");
  }

  @Test
  void everyKey_isMapped() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("schema.registry.url", List.of("https://a:1/path/", "http://[::1]:2"));
    properties.put("auto.register.schemas", false);
    properties.put("use.latest.version", "true");
    properties.put("latest.compatibility.strict", "false");
    properties.put("latest.cache.ttl.sec", 60);
    properties.put("value.schema.id.serializer", "HeaderSchemaIdSerializer");
    properties.put("value.schema.id.deserializer", "DualSchemaIdDeserializer");
    properties.put("specific.avro.reader", true);
    properties.put("normalize.schemas", "TRUE");
    properties.put("value.subject.name.strategy", "RecordNameStrategy");
    properties.put("specific.avro.value.type", "io.evalstream.event.ChatEvent");
    properties.put("http.connect.timeout.ms", 1);
    properties.put("http.read.timeout.ms", "2");
    properties.put("max.retries", 0);
    properties.put("retries.wait.ms", 4L);
    properties.put("retries.max.wait.ms", 5);
    properties.put("basic.auth.credentials.source", "USER_INFO");
    properties.put("basic.auth.user.info", "user:secret");
    properties.put("bearer.auth.logical.cluster", "c");
    properties.put("bearer.auth.identity.pool.id", "p");
    properties.put("bootstrap.servers", "localhost:9092");

    RegistryConfig config = RegistryConfig.from(properties);

    assertThat(config.endpoints())
        .extracting(endpoint -> endpoint.at("/x").toString())
        .containsExactly("https://a:1/path/x", "http://[::1]:2/x");
    assertThat(config.use())
        .isEqualTo(
            new SchemaUse(
                new SchemaChoice.Latest(false, Duration.ofMinutes(1)),
                true,
                new SubjectNaming.ByName(SubjectStrategy.RECORD_NAME),
                IdPlace.HEADER,
                ChatEvent.class));
    assertThat(config.patience())
        .isEqualTo(
            new Patience(
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                0,
                Duration.ofMillis(4),
                Duration.ofMillis(5)));
    assertThat(config.headers())
        .isEqualTo(Map.of("target-sr-cluster", "c", "Confluent-Identity-Pool-Id", "p"));
    assertThat(config.toString()).contains("***").doesNotContain("secret", "dXNlcjpzZWNyZXQ=");
  }

  @ParameterizedTest
  @CsvSource({
    "TopicNameStrategy, t-value",
    "io.confluent.kafka.serializers.subject.TopicNameStrategy, t-value",
    "io.confluent.kafka.serializers.subject.RecordNameStrategy, io.evalstream.event.ChatEvent",
    "TopicRecordNameStrategy, t-io.evalstream.event.ChatEvent",
  })
  void strategies_areKnownByConfluentsNames(String name, String subject) {
    RegistryConfig config =
        RegistryConfig.from(
            Map.of("schema.registry.url", "http://sr", "value.subject.name.strategy", name));

    assertThat(config.use().subjects())
        .isInstanceOfSatisfying(
            SubjectNaming.ByName.class,
            naming ->
                assertThat(naming.strategy().subject("t", false, ChatEvent.SCHEMA$))
                    .isEqualTo(subject));
  }

  @Test
  void keysOfRecords_haveTheirOwnStrategy() {
    RegistryConfig config =
        RegistryConfig.from(
            Map.of(
                "schema.registry.url", "http://sr",
                "value.subject.name.strategy", "RecordNameStrategy"),
            true);

    assertThat(config.use().subjects())
        .isEqualTo(new SubjectNaming.ByName(SubjectStrategy.TOPIC_NAME));
  }

  @Test
  void problems_areAllTold() {
    Map<String, String> properties = new HashMap<>();
    properties.put("schema.registry.url", "http://sr,sr:8081");
    properties.put("auto.register.schemas", "yes");
    properties.put("max.retries", "-1");
    properties.put("value.subject.name.strategy", "MyStrategy");
    properties.put("specific.avro.value.type", "java.lang.String");
    properties.put("bearer.auth.credentials.source", "CUSTOM");
    properties.put("value.schema.id.serializer", "MySerializer");
    properties.put("value.schema.id.deserializer", "PrefixSchemaIdDeserializer");
    properties.put("schema.registry.ssl.truststore.location", "/none.p12");
    properties.put("schema.registry.ssl.truststore.passwort", "secret");
    properties.put("use.schema.guid", "7");

    assertThatThrownBy(() -> RegistryConfig.from(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            bearer.auth.credentials.source: must be STATIC_TOKEN, OAUTHBEARER or SASL_OAUTHBEARER_INHERIT, was CUSTOM; Confluent's own serde knows it
            schema.registry.url: must be http:// or https:// and a host, for each URL
            max.retries: must be a whole number from 0 on, was -1
            value.schema.id.deserializer: must be DualSchemaIdDeserializer: every form is read, was PrefixSchemaIdDeserializer
            auto.register.schemas: must be true or false, was yes
            value.subject.name.strategy: must be one of TopicNameStrategy, RecordNameStrategy, TopicRecordNameStrategy, AssociatedNameStrategy, was MyStrategy
            value.schema.id.serializer: must be PrefixSchemaIdSerializer or HeaderSchemaIdSerializer, was MySerializer
            specific.avro.value.type: must be a class generated from an Avro record, was java.lang.String
            schema.registry.ssl.truststore.passwort: is not supported, see docs/registry.md. Did you mean 'schema.registry.ssl.truststore.password'?
            use.schema.guid: is not supported; Confluent's own serde knows it
            schema.registry.ssl.*: cannot be used: /none.p12; check the stores, their types and passwords""");
  }

  @Test
  void firstChoiceThatApplies_isWritten() {
    Map<String, String> properties = new HashMap<>();
    properties.put("schema.registry.url", "http://sr");
    properties.put("use.latest.version", "true");
    properties.put("use.schema.id", "7");
    assertThat(RegistryConfig.from(properties).use().choice())
        .isEqualTo(new SchemaChoice.Own(true));

    properties.put("auto.register.schemas", "false");
    assertThat(RegistryConfig.from(properties).use().choice())
        .isEqualTo(new SchemaChoice.Fixed(7, true));

    properties.remove("use.schema.id");
    assertThat(RegistryConfig.from(properties).use().choice())
        .isEqualTo(new SchemaChoice.Latest(true, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema.registry.oauth.url",
        "basic.auth.user",
        "bearer.auth.custom.provider.class",
        "schema.registry.ssl.engine.factory.class",
        "proxy.host",
        "use.latest.with.metadata"
      })
  void keyThatWouldHaveNoEffect_isAProblem(String key) {
    assertThatThrownBy(
            () -> RegistryConfig.from(Map.of("schema.registry.url", "http://sr", key, "hidden")))
        .hasMessageStartingWith(key + ": is not supported")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void whatAuthorizationNeeds_mustBeGiven() {
    assertThatThrownBy(() -> RegistryConfig.from(Map.of()))
        .hasMessage("schema.registry.url: must be given, such as http://localhost:8081");
    assertThatThrownBy(
            () ->
                RegistryConfig.from(
                    Map.of(
                        "schema.registry.url", "http://sr",
                        "basic.auth.credentials.source", "USER_INFO")))
        .hasMessage(
            "basic.auth.user.info: must be given when basic.auth.credentials.source is USER_INFO");
  }

  @Test
  void waits_doubleUpToTheLongest() {
    Patience patience =
        new Patience(
            Duration.ZERO, Duration.ZERO, 9, Duration.ofMillis(1_000), Duration.ofMillis(20_000));

    assertThat(patience.before(1)).hasMillis(1_000);
    assertThat(patience.before(2)).hasMillis(2_000);
    assertThat(patience.before(5)).hasMillis(16_000);
    assertThat(patience.before(6)).hasMillis(20_000);
    assertThat(patience.before(1_000)).hasMillis(20_000);
  }
}
