package io.evalstream.devcluster.registry;

import static io.evalstream.devcluster.registry.Schemas.PLAIN;
import static io.evalstream.devcluster.registry.Schemas.WITH_OPTIONAL;
import static io.evalstream.devcluster.registry.Schemas.WITH_REQUIRED;
import static io.evalstream.devcluster.registry.Schemas.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import io.evalstream.devcluster.loopback.PortInUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {

  private static final String VERSIONS = "/subjects/answers-value/versions";
  private static final String OTHER_VERSIONS = "/subjects/other-value/versions";

  @TempDir Path data;

  private EmbeddedRegistry registry;
  private Http http;

  @BeforeEach
  void start() {
    registry = EmbeddedRegistry.start(0, data);
    http = Http.of(registry.url());
  }

  @AfterEach
  void stop() {
    http.close();
    registry.close();
  }

  @Test
  void register_sameSchemaInAnySubjectAndSpelling_hasOneId() throws Exception {
    Reply first = http.post(VERSIONS, body(PLAIN));
    Reply again = http.post(VERSIONS, body(PLAIN.replace(" ", "")));
    Reply other = http.post(OTHER_VERSIONS, body(WITH_OPTIONAL));
    Reply elsewhere = http.post(OTHER_VERSIONS, body(PLAIN));

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Content-Type")).isEqualTo("application/vnd.schemaregistry.v1+json");
    assertThat(first.text()).isEqualTo("{\"id\":1}");
    assertThat(again.text()).isEqualTo("{\"id\":1}");
    assertThat(other.text()).isEqualTo("{\"id\":2}");
    assertThat(elsewhere.text()).isEqualTo("{\"id\":1}");
    assertThat(http.get(VERSIONS).text()).isEqualTo("[1]");
    assertThat(http.get(OTHER_VERSIONS).text()).isEqualTo("[1,2]");
  }

  @Test
  void register_incompatible_is409WithDetails() throws Exception {
    http.post(VERSIONS, body(PLAIN));

    Reply reply = http.post(VERSIONS, body(WITH_REQUIRED));

    assertRefused(reply, 409, 40901);
    assertThat(reply.json().path("message").asText())
        .contains("answers-value", "READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void register_whatIsNoAvroSchema_is42201() throws Exception {
    assertRefused(http.post(VERSIONS, body("{\"type\": \"nonsense\"}")), 422, 42201);
    assertRefused(http.post(VERSIONS, "{}"), 422, 42201);
    assertRefused(
        http.post(VERSIONS, "{\"schemaType\": \"PROTOBUF\", \"schema\": \"\"}"), 422, 42201);
    assertRefused(http.post(VERSIONS, "not json"), 400, 400);
  }

  @Test
  void register_references_isRefusedInWords() throws Exception {
    Reply reply =
        http.post(
            VERSIONS,
            "{\"schema\": \"\\\"string\\\"\", \"references\": [{\"name\": \"a\", \"subject\":"
                + " \"a\", \"version\": 1}]}");

    assertRefused(reply, 422, 42201);
    assertThat(reply.json().path("message").asText()).contains("references are not supported");
  }

  @Test
  void lookup_findsTheVersionOrSaysWhatIsMissing() throws Exception {
    http.post(VERSIONS, body(PLAIN));

    Reply found = http.post("/subjects/answers-value", body(PLAIN));

    assertThat(found.json().path("subject").asText()).isEqualTo("answers-value");
    assertThat(found.json().path("version").asInt()).isEqualTo(1);
    assertThat(found.json().path("id").asInt()).isEqualTo(1);
    assertThat(found.json().path("schema").asText()).contains("\"Answer\"");
    assertRefused(http.post("/subjects/nobody-value", body(PLAIN)), 404, 40401);
    assertRefused(http.post("/subjects/answers-value", body(WITH_OPTIONAL)), 404, 40403);
  }

  @Test
  void version_byNumberAndLatest() throws Exception {
    http.post(VERSIONS, body(PLAIN));
    http.post(VERSIONS, body(WITH_OPTIONAL));

    assertThat(http.get(VERSIONS + "/1").json().path("id").asInt()).isEqualTo(1);
    assertThat(http.get(VERSIONS + "/latest").json().path("version").asInt()).isEqualTo(2);
    assertThat(http.get(VERSIONS + "/-1").json().path("version").asInt()).isEqualTo(2);
    assertThat(http.get(VERSIONS + "/1/schema").json().path("name").asText()).isEqualTo("Answer");
    assertRefused(http.get(VERSIONS + "/3"), 404, 40402);
    assertRefused(http.get(VERSIONS + "/0"), 422, 42202);
    assertRefused(http.get(VERSIONS + "/newest"), 422, 42202);
    assertRefused(http.get("/subjects/nobody/versions/latest"), 404, 40401);
    assertRefused(http.get("/subjects/nobody/versions"), 404, 40401);
  }

  @Test
  void schema_byId() throws Exception {
    http.post(VERSIONS, body(PLAIN));
    http.post(OTHER_VERSIONS, body(PLAIN));

    assertThat(http.get("/schemas/ids/1").json().path("schema").asText()).contains("\"Answer\"");
    assertThat(http.get("/schemas/ids/1/schema").json().path("type").asText()).isEqualTo("record");
    assertThat(http.get("/schemas/ids/1/subjects").text())
        .isEqualTo("[\"answers-value\",\"other-value\"]");
    assertThat(http.get("/schemas/ids/1/versions").text())
        .isEqualTo(
            "[{\"subject\":\"answers-value\",\"version\":1},"
                + "{\"subject\":\"other-value\",\"version\":1}]");
    assertThat(http.get("/schemas/types").text()).isEqualTo("[\"AVRO\"]");
    assertRefused(http.get("/schemas/ids/7"), 404, 40403);
    assertRefused(http.get("/schemas/ids/7/versions"), 404, 40403);
    assertRefused(http.get("/schemas/ids/x"), 404, 40403);
  }

  @Test
  void compatibility_isCheckedWithoutRegistering() throws Exception {
    http.post(VERSIONS, body(PLAIN));
    String check = "/compatibility" + VERSIONS;

    assertThat(http.post(check + "/latest", body(WITH_OPTIONAL)).text())
        .isEqualTo("{\"is_compatible\":true}");
    assertThat(http.post(check + "/1", body(WITH_REQUIRED)).text())
        .isEqualTo("{\"is_compatible\":false}");
    assertThat(
            http.post(check + "/latest?verbose=true", body(WITH_REQUIRED)).json().path("messages"))
        .hasSize(1);
    assertThat(http.post(check + "?verbose=true", body(WITH_OPTIONAL)).text())
        .isEqualTo("{\"is_compatible\":true,\"messages\":[]}");
    assertThat(http.post("/compatibility" + OTHER_VERSIONS + "/latest", body(PLAIN)).text())
        .isEqualTo("{\"is_compatible\":true}");
    assertRefused(http.post(check + "/9", body(PLAIN)), 404, 40402);
    assertRefused(http.post("/compatibility" + OTHER_VERSIONS + "/1", body(PLAIN)), 404, 40401);
    assertThat(http.get(VERSIONS).text()).isEqualTo("[1]");
  }

  @Test
  void level_ofAllAndOfOneSubject() throws Exception {
    assertThat(http.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    assertRefused(http.get("/config/answers-value"), 404, 40408);
    assertThat(http.put("/config", "{\"compatibility\": \"full\"}").text())
        .isEqualTo("{\"compatibility\":\"FULL\"}");
    assertThat(http.get("/config/answers-value?defaultToGlobal=true").text())
        .isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    assertThat(http.put("/config/answers-value", "{\"compatibility\": \"NONE\"}").text())
        .isEqualTo("{\"compatibility\":\"NONE\"}");

    http.post(VERSIONS, body(PLAIN));
    assertThat(http.post(VERSIONS, body(WITH_REQUIRED)).status()).isEqualTo(200);

    assertThat(http.delete("/config/answers-value").text())
        .isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
    assertRefused(http.get("/config/answers-value"), 404, 40408);
    assertRefused(http.delete("/config/answers-value"), 404, 40401);
    assertRefused(http.put("/config", "{\"compatibility\": \"SIDEWAYS\"}"), 422, 42203);
  }

  @Test
  void mode_isAlwaysReadWrite() throws Exception {
    assertThat(http.get("/mode").text()).isEqualTo("{\"mode\":\"READWRITE\"}");
    assertThat(http.get("/mode/a?defaultToGlobal=true").status()).isEqualTo(200);
    assertRefused(http.get("/mode/a"), 404, 40409);
  }

  @Test
  void deletedSubject_isHiddenAndItsSchemaStillReadable() throws Exception {
    http.post(VERSIONS, body(PLAIN));
    http.post(VERSIONS, body(WITH_OPTIONAL));

    assertRefused(http.delete("/subjects/answers-value?permanent=true"), 404, 40405);
    assertThat(http.delete("/subjects/answers-value").text()).isEqualTo("[1,2]");

    assertThat(http.get("/subjects").text()).isEqualTo("[]");
    assertThat(http.get("/subjects?deleted=true").text()).isEqualTo("[\"answers-value\"]");
    assertThat(http.get("/schemas/ids/1").status()).isEqualTo(200);
    assertRefused(http.get(VERSIONS), 404, 40401);
    assertRefused(http.delete("/subjects/answers-value"), 404, 40404);
    assertThat(http.post(VERSIONS, body(PLAIN)).text()).isEqualTo("{\"id\":1}");
    assertThat(http.get(VERSIONS).text()).isEqualTo("[3]");
    assertRefused(http.delete("/subjects/nobody"), 404, 40401);
  }

  @Test
  void subjects_byPrefix() throws Exception {
    http.post(VERSIONS, body(PLAIN));
    http.post(OTHER_VERSIONS, body(PLAIN));

    assertThat(http.get("/subjects").text()).isEqualTo("[\"answers-value\",\"other-value\"]");
    assertThat(http.get("/subjects?subjectPrefix=oth").text()).isEqualTo("[\"other-value\"]");
  }

  @Test
  void unknownPath_isJsonToo() throws Exception {
    assertRefused(http.get("/contexts"), 404, 404);
  }

  @Test
  void restart_keepsIdsVersionsLevelsAndDeletions() throws Exception {
    http.post(VERSIONS, body(PLAIN));
    http.post(OTHER_VERSIONS, body(WITH_OPTIONAL));
    http.delete("/subjects/other-value");
    http.put("/config", "{\"compatibility\": \"FULL_TRANSITIVE\"}");
    registry.close();
    Files.writeString(
        data.resolve("schemas.jsonl"), "{\"event\":\"regis", StandardOpenOption.APPEND);

    try (EmbeddedRegistry again = EmbeddedRegistry.start(0, data);
        Http client = Http.of(again.url())) {

      assertThat(client.get("/subjects").text()).isEqualTo("[\"answers-value\"]");
      assertThat(client.post(OTHER_VERSIONS, body(WITH_OPTIONAL)).text()).isEqualTo("{\"id\":2}");
      assertThat(client.get(OTHER_VERSIONS).text()).isEqualTo("[2]");
      assertThat(client.get("/config").text()).contains("FULL_TRANSITIVE");
    }
    assertThat(RegistryLog.in(data).replay()).hasSize(5);
  }

  @Test
  void brokenLog_namesTheLine() throws Exception {
    registry.close();
    Files.writeString(data.resolve("schemas.jsonl"), "what is this\n");

    assertThatThrownBy(() -> EmbeddedRegistry.start(0, data))
        .hasMessageEndingWith("schemas.jsonl line 1: must be a registry event, was what is this");
  }

  @Test
  void portInUse_saysThePort() {
    assertThatThrownBy(() -> EmbeddedRegistry.start(registry.port(), null))
        .isInstanceOf(PortInUseException.class)
        .hasMessageStartingWith(
            "schema registry: port must be free, was 127.0.0.1:" + registry.port());
  }

  private static void assertRefused(Reply reply, int status, int code) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/vnd.schemaregistry.v1+json");
    assertThat(reply.json().path("error_code").asInt()).isEqualTo(code);
    assertThat(reply.json().path("message").asText()).isNotBlank();
  }
}
