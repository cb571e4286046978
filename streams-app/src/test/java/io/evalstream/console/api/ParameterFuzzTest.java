package io.evalstream.console.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.http.Ask.Answer;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asks every route for nonsense: what comes back is an answer of the document or a problem of it,
/// never a failure.
class ParameterFuzzTest {

  private static final int REQUESTS = 2_000;

  private static final List<String> VALUES =
      List.of(
          "docs-bot",
          "faithfulness",
          "hallucination",
          "diagnosis",
          "true",
          "judged",
          "ok",
          "*",
          "-1h",
          "now",
          "2026-02-01",
          "2026-02-01T10:00:00Z",
          "2026-13-01",
          "1h",
          "0",
          "1",
          "7",
          "99999999999",
          "-1",
          "1e9",
          "NaN",
          "",
          " ",
          "'",
          "\"",
          "\";--",
          "' or 1=1 --",
          "%",
          "_",
          "*\"",
          "NEAR(",
          "a AND OR NOT",
          "holiday",
          "hol*",
          "(",
          "^",
          "{}",
          "\u0000",
          "\u202e",
          "\ud83d\ude00",
          "ä",
          "../..",
          "AAAA",
          "fHwxfDE",
          "x".repeat(300),
          "x".repeat(3_000));

  @TempDir private Path folder;

  @Test
  void nonsense_neverFails() throws Exception {
    Random random = new Random(20260201);
    ApiDocument document = new ApiDocument();
    try (ServedApi served = new ServedApi(folder)) {
      List<Route> routes = routes();
      for (int i = 0; i < REQUESTS; i++) {
        Route route = routes.get(random.nextInt(routes.size()));
        String asked = route.path.replaceAll("\\{.*}", path(random)) + "?" + query(route, random);
        Answer answer = served.ask.get(asked);
        assertThat(answer.status()).as(asked).isIn(200, 400, 404);
        // A path that Jetty itself refuses, or that is another one, is no business of the document.
        if (asked.startsWith(route.path.replaceAll("\\{.*}", "")) && isOurs(answer)) {
          assertThat(document.faults("get", route.path, answer)).as(asked).isEmpty();
        }
      }
    }
  }

  private record Route(String path, List<String> parameters) {}

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    OpenApi.document()
        .path("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode get = path.getValue().path("get");
              if (!get.isMissingNode() && !path.getKey().endsWith("/live")) {
                List<String> names =
                    new ArrayList<>(get.path("parameters").findValuesAsText("name"));
                routes.add(new Route(path.getKey(), names));
              }
            });
    return routes;
  }

  private static boolean isOurs(Answer answer) {
    return answer.header("Content-Type").contains("json")
        && !answer.body().contains("nothing at this path");
  }

  private static String path(Random random) {
    return random.nextBoolean() ? "trace-0012" : "a" + encoded(value(random));
  }

  private static String query(Route route, Random random) {
    List<String> pairs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      boolean known = !route.parameters.isEmpty() && random.nextInt(8) > 0;
      String name =
          known ? route.parameters.get(random.nextInt(route.parameters.size())) : value(random);
      pairs.add(encoded(name) + "=" + encoded(value(random)));
    }
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String value(Random random) {
    return VALUES.get(random.nextInt(VALUES.size()));
  }
}
