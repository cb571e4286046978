package io.evalstream.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.gate.GateParts;
import io.evalstream.http.Ask.Answer;
import io.evalstream.http.Routes;
import io.javalin.Javalin;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {

  @TempDir private static Path folder;
  private static ServedApi served;
  private static ApiDocument document;

  @BeforeAll
  static void serve() throws Exception {
    served = new ServedApi(folder);
    document = new ApiDocument();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @Test
  void routesAndDocument_areTheSame() {
    TreeSet<String> routes = routes(served.api);
    try (GateParts gate = new GateParts()) {
      routes.addAll(routes(gate.routes()));
    }
    TreeSet<String> documented = new TreeSet<>();
    OpenApi.document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> documented.add(method + " " + path.getKey())));

    assertThat(routes).isEqualTo(documented);
  }

  private static TreeSet<String> routes(Routes room) {
    TreeSet<String> routes = new TreeSet<>();
    Javalin.create(
        javalin -> {
          room.addTo(javalin.routes);
          javalin.unsafe.internalRouter.allHttpHandlers().stream()
              .map(handler -> handler.endpoint)
              .filter(endpoint -> endpoint.method.isHttpMethod())
              .forEach(
                  endpoint ->
                      routes.add(
                          endpoint.method.name().toLowerCase(Locale.ROOT) + " " + endpoint.path));
        });
    return routes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/apps                    |
          /api/v1/rates                   | app=docs-bot&evaluator=faithfulness&window=1h&limit=5
          /api/v1/rates                   | evaluator=document_relevance&from=-2h
          /api/v1/rates/latest            | app=docs-bot
          /api/v1/alerts                  | state=firing
          /api/v1/alerts/standing         |
          /api/v1/traces                  | failing=true&limit=3
          /api/v1/traces                  | text=holiday&evaluator=hallucination
          /api/v1/traces/{trace_id}       |
          /api/v1/evaluations             | outcome=judged&limit=7
          /api/v1/funnel                  | app=docs-bot
          /api/v1/judges                  | last=6h
          /api/v1/agreement               |
          /api/v1/evaluators              |
          /api/v1/evaluators/{id}         |
          /api/v1/state                   |
          /api/v1/openapi.json            |
          """)
  void goodAnswers_fitTheirSchema(String path, String query) throws Exception {
    String asked = path.replace("{trace_id}", "trace-0012").replace("{id}", "faithfulness");
    Answer answer = served.ask.get(asked + (query == null ? "" : "?" + query));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(document.faults("get", path, answer)).as(answer.body()).isEmpty();
    JsonNode items = new ObjectMapper().readTree(answer.body()).path("items");
    assertThat(items.isMissingNode() || !items.isEmpty() || path.endsWith("agreement")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | /api/v1/traces            | /api/v1/traces?app=docs-bott
          400 | /api/v1/traces            | /api/v1/traces?cursor=abc
          400 | /api/v1/rates             | /api/v1/rates?cursor=%C3%A4
          400 | /api/v1/alerts            | /api/v1/alerts?state=fired
          400 | /api/v1/evaluations       | /api/v1/evaluations?limit=0
          400 | /api/v1/rates/latest      | /api/v1/rates/latest?limit=1
          400 | /api/v1/judges            | /api/v1/judges?last=1y
          400 | /api/v1/apps              | /api/v1/apps?x=1
          400 | /api/v1/live              | /api/v1/live?x=1
          404 | /api/v1/traces/{trace_id} | /api/v1/traces/nothing
          404 | /api/v1/evaluators/{id}   | /api/v1/evaluators/faithfullness
          """)
  void badAnswers_fitTheirSchema(int status, String path, String asked) {
    Answer answer = served.ask.get(asked);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(document.faults("get", path, answer)).as(answer.body()).isEmpty();
  }

  @Test
  void whatCallersDoNotTake_isRefused() {
    for (String accept : List.of("text/html", "application/json;q=0, */*", "image/*")) {
      Answer answer = served.ask.get("/api/v1/apps", "Accept: " + accept);
      assertThat(answer.status()).as(accept).isEqualTo(406);
      assertThat(document.faults("get", "/api/v1/apps", answer)).isEmpty();
    }
    for (String accept : List.of("*/*", "application/*;q=0.1", "text/html, APPLICATION/JSON", "")) {
      assertThat(served.ask.get("/api/v1/apps", "Accept: " + accept).status())
          .as(accept)
          .isEqualTo(200);
    }
  }

  @Test
  void answersThatDoNotFit_areSeen() throws Exception {
    Answer good = served.ask.get("/api/v1/state");
    ObjectNode body = (ObjectNode) new ObjectMapper().readTree(good.body());

    body.put("revision", "7");
    assertThat(faultsOf(good, body)).isNotEmpty();
    body.put("revision", 7).put("other", 1);
    assertThat(faultsOf(good, body)).isNotEmpty();
    body.remove(List.of("other", "now"));
    assertThat(faultsOf(good, body)).isNotEmpty();
  }

  private List<String> faultsOf(Answer good, ObjectNode body) {
    return document.faults(
        "get", "/api/v1/state", new Answer(200, good.headers(), body.toString()));
  }

  @Test
  void pages_followEachOther() throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    String cursor = "";
    int pages = 0;
    do {
      Answer answer = served.ask.get("/api/v1/traces?app=docs-bot&limit=50&cursor=" + cursor);
      JsonNode page = new ObjectMapper().readTree(answer.body());
      page.path("items")
          .forEach(item -> assertThat(seen.add(item.path("trace_id").asText())).isTrue());
      cursor = page.path("next").asText("");
      pages++;
    } while (!cursor.equals("null") && !cursor.isEmpty());

    assertThat(seen).hasSize(120);
    assertThat(pages).isEqualTo(3);
  }
}
