package io.evalstream.bench.lean;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeanJudgeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void asked_saysTheFirstLabelOfTheSchema() throws Exception {
    try (LeanJudge judge = LeanJudge.start(0, Duration.ZERO);
        HttpClient client = HttpClient.newHttpClient()) {
      for (String label : new String[] {"toxic", "größer", "gr\\u00f6\\\\er"}) {

        JsonNode completion = JSON.readTree(ask(client, judge, body(label)));

        JsonNode choice = completion.path("choices").path(0);
        assertThat(completion.path("object").asText()).isEqualTo("chat.completion");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(JSON.readTree(choice.path("message").path("content").asText()).path("label"))
            .isEqualTo(JSON.readTree("\"" + label + "\""));
      }
    }
  }

  @Test
  void latency_isWaited() throws Exception {
    Duration latency = Duration.ofMillis(200);
    try (LeanJudge judge = LeanJudge.start(0, latency);
        HttpClient client = HttpClient.newHttpClient()) {
      long started = System.nanoTime();

      ask(client, judge, body("toxic"));

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(latency);
    }
  }

  private static String ask(HttpClient client, LeanJudge judge, String body) throws Exception {
    URI uri = URI.create(judge.baseUrl() + "/chat/completions");
    return client
        .send(
            HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .body();
  }

  /// A text that the judge is shown must not be taken for the schema.
  private static String body(String label) {
    return """
    {"model":"m","messages":[{"role":"user","content":"\\"enum\\":[\\"fake\\"]"}],
     "response_format":{"type":"json_schema","json_schema":{"schema":{"properties":
     {"label":{"type":"string","enum":["%s","other"]}}}}}}
    """
        .formatted(label);
  }
}
