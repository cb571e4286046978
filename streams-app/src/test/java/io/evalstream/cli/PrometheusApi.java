package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a running Prometheus knows.
record PrometheusApi(LocalProgram server) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration RECENT = Duration.ofMinutes(5);

  /// How many series an expression gives now.
  ///
  /// @throws AssertionError when Prometheus cannot read or evaluate it
  int series(String promQl) throws Exception {
    return data("/api/v1/query?query=" + encoded(promQl)).path("result").size();
  }

  /// The values of a label, as `label_values` of Grafana asks for them.
  List<String> labelValues(String label, String selector) throws Exception {
    List<String> values = new ArrayList<>();
    data("/api/v1/label/" + label + "/values?match[]=".replace("[]", "%5B%5D") + encoded(selector))
        .forEach(value -> values.add(value.asText()));
    return values;
  }

  /// The labels of the exemplars behind an expression.
  List<JsonNode> exemplars(String promQl) throws Exception {
    Instant now = Instant.now();
    JsonNode found =
        data(
            "/api/v1/query_exemplars?query="
                + encoded(promQl)
                + "&start="
                + now.minus(RECENT).getEpochSecond()
                + "&end="
                + now.plusSeconds(1).getEpochSecond());
    return found.findValues("labels");
  }

  /// The rules as they were last evaluated.
  List<JsonNode> rules() throws Exception {
    List<JsonNode> rules = new ArrayList<>();
    data("/api/v1/rules").path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  private JsonNode data(String path) throws Exception {
    HttpResponse<String> response = server.get(path);
    JsonNode answer = JSON.readTree(response.body());
    assertThat(answer.path("status").asText()).as(path + ": " + answer).isEqualTo("success");
    return answer.path("data");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
