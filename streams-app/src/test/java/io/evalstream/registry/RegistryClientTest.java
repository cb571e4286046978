package io.evalstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evalstream.event.ChatEvent;
import io.evalstream.registry.RegistryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {

  private static final Schema SCHEMA =
      SchemaBuilder.record("Point").namespace("t").fields().requiredLong("x").endRecord();

  private final TinyRegistry registry = new TinyRegistry();
  private final TinyRegistry second = new TinyRegistry();

  @AfterEach
  void close() {
    registry.close();
    second.close();
  }

  @Test
  void register_asksOnceForEachSubject() {
    try (RegistryClient client = client(registry.url())) {
      Registered id = client.register("a-value", SCHEMA);

      assertThat(client.register("a-value", SCHEMA)).isEqualTo(id);
      assertThat(client.lookup("a-value", SCHEMA)).isEqualTo(id);
      assertThat(client.register("b-value", SCHEMA)).isEqualTo(id);
    }
    assertThat(registry.requests())
        .extracting(TinyRegistry.Request::line)
        .containsExactly("POST /subjects/a-value/versions", "POST /subjects/b-value/versions");
  }

  @Test
  void byId_asksOnce() {
    int id = registry.holds("a-value", SCHEMA.toString());
    try (RegistryClient client = client(registry.url())) {
      assertThat(client.byId(id)).isEqualTo(SCHEMA);
      assertThat(client.byId(id)).isEqualTo(SCHEMA);
      assertThat(client.byGuid(TinyRegistry.guid(id))).isEqualTo(SCHEMA);
    }
    assertThat(registry.requests())
        .extracting(TinyRegistry.Request::line)
        .containsExactly("GET /schemas/ids/" + id, "GET /schemas/guids/" + TinyRegistry.guid(id));
  }

  @Test
  void schemaOfAGeneratedClass_isTheOneOfItsSourceFile() throws IOException {
    Path source = Path.of("../schemas/src/main/avro/Message.avsc");
    String registered = new Schema.Parser().parse(Files.readString(source)).toString();
    int id = registry.holds("m-value", registered);

    try (RegistryClient client = client(registry.url())) {
      assertThat(client.lookup("m-value", io.evalstream.event.Message.SCHEMA$).id()).isEqualTo(id);
      assertThatThrownBy(() -> client.lookup("m-value", ChatEvent.SCHEMA$))
          .isInstanceOf(RegistryException.class);
    }
  }

  @Test
  void subject_isEncodedForThePath() {
    try (RegistryClient client = client(registry.url(), "normalize.schemas", "true")) {
      client.register("a b/ü", SCHEMA);
    }
    assertThat(registry.requests().getFirst().line())
        .isEqualTo("POST /subjects/a%20b%2F%C3%BC/versions?normalize=true");
  }

  @Test
  void references_areFetchedFirst() {
    int point = registry.holds("point", SCHEMA.toString());
    int line =
        registry.holds(
            "line",
            "{\"type\":\"record\",\"name\":\"t.Line\",\"fields\":[{\"name\":\"a\",\"type\":\"t.Point\"}]}");
    registry
        .entry(line)
        .putArray("references")
        .addObject()
        .put("name", "t.Point")
        .put("subject", "point")
        .put("version", point);

    try (RegistryClient client = client(registry.url())) {
      assertThat(client.byId(line).getField("a").schema()).isEqualTo(SCHEMA);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503})
  void passingFailure_isTriedAgain(int status) {
    registry.answersNext(status, "<html>").answersNext(status, "{\"error_code\": 50004}");
    int id = registry.holds("a", SCHEMA.toString());

    try (RegistryClient client = client(registry.url(), "max.retries", "2")) {
      assertThat(client.byId(id)).isEqualTo(SCHEMA);
    }
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void failureThatStays_isUnreachable() {
    registry
        .answersNext(503, "")
        .answersNext(503, "{\"error_code\":50004,\"message\":\"no leader\"}");

    RegistryException failure = failureOf(1, registry.url(), "max.retries", "1");

    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure.httpStatus()).isEqualTo(503);
    assertThat(failure.errorCode()).isEqualTo(50004);
    assertThat(failure)
        .hasMessage(
            "schema registry %s answered 503 (50004: no leader); check the log of the registry"
                .formatted(registry.url()));
  }

  @Test
  void refusal_isNotTriedAgain() {
    registry.answersNext(401, "{\"error_code\": 401, \"message\": \"Unauthorized\"}");

    RegistryException failure = failureOf(1, registry.url());

    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure).hasMessageContaining("check the credentials (basic.auth.*, bearer.auth.*)");
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void unknownSchema_isNotFound() {
    RegistryException failure = failureOf(77, registry.url());

    assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(failure.errorCode()).isEqualTo(40403);
  }

  @Test
  void someOtherServer_isToldApartFromARegistry() {
    registry.answersNext(404, "<html>Not found</html>").answersNext(200, "<html>Hello</html>");

    for (int i = 0; i < 2; i++) {
      RegistryException failure = failureOf(1, registry.url());

      assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
      assertThat(failure).hasMessageContaining("this is not how a schema registry answers");
    }
  }

  @Test
  void schemaOfAnotherKind_isUnusable() {
    int id = registry.holds("p", "message Foo {}", "PROTOBUF");

    assertThat(failureOf(id, registry.url()).reason()).isEqualTo(Reason.UNUSABLE);
  }

  @Test
  void nobodyThere_isUnreachable() {
    registry.close();

    RegistryException failure = failureOf(1, registry.url(), "max.retries", "1");

    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure)
        .hasMessageContaining(registry.url() + " does not answer (java.net.ConnectException")
        .hasMessageNotContaining("\n");
  }

  @Test
  void slowAnswer_isUnreachable() {
    registry.answersNextAfter(3_000);

    RegistryException failure =
        failureOf(1, registry.url(), "http.read.timeout.ms", "50", "max.retries", "0");

    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
  }

  @Test
  void deadUrl_isLeftForOneThatAnswers() {
    registry.close();
    int id = second.holds("a", SCHEMA.toString());
    try (RegistryClient client = client(registry.url() + "," + second.url(), "max.retries", "0")) {
      assertThat(client.byId(id)).isEqualTo(SCHEMA);
      client.register("b", SCHEMA);
    }
    assertThat(second.requests()).hasSize(2);
  }

  @Test
  void failingUrl_isAskedLastFromThenOn() {
    registry.answersNext(500, "");
    second.holds("a", SCHEMA.toString());
    try (RegistryClient client = client(registry.url() + "," + second.url())) {
      client.register("a", SCHEMA);
      client.register("b", SCHEMA);
    }
    assertThat(registry.requests()).hasSize(1);
    assertThat(second.requests()).hasSize(2);
  }

  @Test
  void badAnswer_isNotKept() {
    int id = registry.holds("a", SCHEMA.toString());
    registry
        .answersNext(200, "{}")
        .answersNext(200, "[]")
        .answersNext(200, "{\"schema\": 5}")
        .answersNext(404, "{\"error_code\": 40403, \"message\": \"not yet\"}")
        .answersNext(200, "{\"schema\": \"{\"}");
    try (RegistryClient client = client(registry.url())) {
      for (Reason reason :
          List.of(
              Reason.REFUSED, Reason.REFUSED, Reason.REFUSED, Reason.NOT_FOUND, Reason.UNUSABLE)) {
        assertThatThrownBy(() -> client.byId(id))
            .isInstanceOfSatisfying(
                RegistryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
      }

      assertThat(client.byId(id)).isEqualTo(SCHEMA);
    }
  }

  @Test
  void registryThatComesLater_isFound() throws IOException {
    int id = registry.holds("a", SCHEMA.toString());
    registry.close();
    try (RegistryClient client = client(registry.url(), "max.retries", "0")) {
      assertThatThrownBy(() -> client.byId(id)).isInstanceOf(RegistryException.class);

      registry.opensAgain();

      assertThat(client.byId(id)).isEqualTo(SCHEMA);
    }
  }

  @Test
  void unknownId_isAskedOnceARecordAndTheRecordIsToldWhatToDo() {
    try (RegistryClient client = client(registry.url(), "max.retries", "5")) {
      assertThatThrownBy(() -> client.writerSchema(new SchemaRef.Id(99)))
          .isInstanceOf(WireFormatException.class)
          .hasMessageContaining("knows no schema with id 99")
          .hasMessageContaining("point its writer at this registry, or register the schema there");
    }
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void ping_isNotTriedAgain() {
    try (RegistryClient client = client(registry.url(), "max.retries", "5")) {
      client.ping();
      registry.answersNext(503, "");
      assertThatThrownBy(client::ping).isInstanceOf(RegistryException.class);
    }
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void interruption_endsTheWait() {
    registry.answersNext(503, "");
    Thread.currentThread().interrupt();

    RegistryException failure = failureOf(1, registry.url(), "retries.wait.ms", "20000");

    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    assertThat(failure).hasMessageContaining("interrupted");
  }

  @Test
  void credentials_areSent() {
    String inUrl = registry.url().replace("http://", "http://kim:s%40fe@");
    assertThat(authorization(inUrl)).isEqualTo("Basic a2ltOnNAZmU=");
    assertThat(
            authorization(
                registry.url(),
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "kim:s@fe"))
        .isEqualTo("Basic a2ltOnNAZmU=");
    assertThat(
            authorization(
                registry.url(),
                "bearer.auth.credentials.source",
                "STATIC_TOKEN",
                "bearer.auth.token",
                "t0k"))
        .isEqualTo("Bearer t0k");
    assertThat(authorization(registry.url())).isNull();
  }

  @Test
  void logicalCluster_isSent() {
    try (RegistryClient client = client(registry.url(), "bearer.auth.logical.cluster", "lsrc-1")) {
      client.ping();
    }
    assertThat(registry.requests().getFirst().header("Target-sr-cluster")).isEqualTo("lsrc-1");
  }

  private String authorization(String url, String... more) {
    try (RegistryClient client = client(url, more)) {
      client.ping();
    }
    return registry.requests().getLast().header("Authorization");
  }

  private static RegistryException failureOf(int id, String url, String... more) {
    try (RegistryClient client = client(url, more)) {
      return catchThrowableOfType(RegistryException.class, () -> client.byId(id));
    }
  }

  private static RegistryClient client(String url, String... more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("schema.registry.url", url);
    properties.put("retries.wait.ms", "1");
    for (String[] pair = more; pair.length > 0; pair = Arrays.copyOfRange(pair, 2, pair.length)) {
      properties.put(pair[0], pair[1]);
    }
    return new RegistryClient(RegistryConfig.from(properties));
  }
}
