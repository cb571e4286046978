package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Monitor;
import io.evalstream.devcluster.stub.AccountState;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.event.Evaluation;
import io.evalstream.stats.SampleHash;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Applications that ask whether an answer may be shown.
class GateIT {

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// An answer that is called bad fails, and so does a document.
  private static final JudgeStub JUDGE =
      JudgeStub.start(
          0,
          (evaluator, labels, blocks) -> {
            String judged =
                blocks.getOrDefault("document", blocks.getOrDefault("response", "")).strip();
            return new Verdict(
                judged.contains("bad") ? labels.getLast() : labels.getFirst(), "It is " + judged);
          },
          Faults.NONE);

  @AfterAll
  static void stop() {
    HTTP.close();
    JUDGE.close();
  }

  private static Deployment deployment(String instance) {
    return new Deployment(
        CLUSTER.get().bootstrapServers(),
        CLUSTER.get().registryUrl(),
        "gate",
        folder.resolve(instance),
        """
        apps:
          - { id: open-bot, evaluators: [ faithfulness ] }
          - { id: closed-bot, evaluators: [ faithfulness ] }
          - { id: half-bot, evaluators: [ { id: faithfulness, sampling: 0.5 } ] }
          - { id: search-bot, evaluators: [ document_relevance ] }
        judges:
          default: { api: openai, base_url: "%s", model: stub, cache_entries: 0 }
        gate:
          block: faithfulness
          when_undecided: pass
          wait: 300ms
          max_wait: 20s
          apps:
            closed-bot: { when_undecided: block }
            half-bot: { when_unsampled: block }
            search-bot: { block: [ { evaluator: document_relevance, documents: all } ] }
        """
            .formatted(JUDGE.baseUrl()));
  }

  /// One test, so that the instances start once: what applications ask, then the judge goes away,
  /// then an instance starts anew.
  @Test
  void everyInstance_saysTheSame_ofWhatIsJudged_andOfWhatIsNot() throws Exception {
    String sampled = id(0, 0.5);
    String unsampled = id(0.5, 1);
    Deployment one = deployment("one");
    Monitor first = Monitor.start(one.config(), InstantSource.system());
    try (Monitor second = Monitor.start(deployment("two").config(), InstantSource.system())) {
      one.replay(
          rows(
              row("open-bot", "good-1", "good"),
              row("open-bot", "bad-1", "bad"),
              row("half-bot", sampled, "good"),
              row("half-bot", unsampled, "bad"),
              row("search-bot", "found", "good", "bad", "good"),
              row("search-bot", "missed", "good", "bad", "bad")));

      for (Monitor monitor : List.of(first, second)) {
        saysInTheEnd(monitor, "good-1?wait=5s", "pass true decision");
        saysInTheEnd(monitor, "bad-1?wait=5s", "block false decision");
        saysInTheEnd(monitor, "found?wait=5s", "pass true decision");
        saysInTheEnd(monitor, "missed?wait=5s", "block false decision");
        saysInTheEnd(monitor, sampled + "?app=half-bot&wait=5s", "pass true decision");
        assertThat(said(gate(monitor, unsampled + "?app=half-bot&wait=20s")))
            .isEqualTo("undecided false decision");
        assertThat(said(gate(monitor, "none?app=open-bot"))).isEqualTo("undecided true time");
        assertThat(said(gate(monitor, "none?app=closed-bot"))).isEqualTo("undecided false time");
        assertThat(said(gate(monitor, "none"))).isEqualTo("undecided false time");
      }
      assertThat(reason(gate(first, "bad-1"))).isEqualTo(reason(gate(second, "bad-1")));
      assertThat(reason(gate(first, "bad-1")).path("explanation").asText()).isEqualTo("It is bad");

      assertThat(said(evaluate(first, "?wait=20s", row("open-bot", "at-once", "good"))))
          .isEqualTo("pass true decision");
      assertThat(said(evaluate(second, "?wait=20s", row("closed-bot", "at-once", "bad"))))
          .isEqualTo("block false decision");

      JUDGE.setFaults(Faults.NONE.withState(AccountState.DOWN));
      one.replay(rows(row("open-bot", "down", "good"), row("closed-bot", "down-too", "good")));
      for (Monitor monitor : List.of(first, second)) {
        assertThat(said(gate(monitor, "down?app=open-bot"))).startsWith("undecided true");
        assertThat(said(gate(monitor, "down-too?app=closed-bot"))).startsWith("undecided false");
        assertThat(said(evaluate(monitor, "", row("open-bot", "at-once", "good"))))
            .startsWith("undecided true");
        assertThat(said(evaluate(monitor, "", row("closed-bot", "at-once", "good"))))
            .startsWith("undecided false");
      }
      // What was judged at once was not published.
      assertThat(one.evaluations()).extracting(Evaluation::getTraceId).doesNotContain("at-once");

      assertThat(send(first, "gate/x?wait=21s").statusCode()).isEqualTo(400);
      assertThat(send(first, "gate/x?app=opne-bot").body()).contains("Did you mean 'open-bot'?");
      first.close();
      first = Monitor.start(one.config(), InstantSource.system());
      saysInTheEnd(first, "bad-1?wait=5s", "block false decision");
    } finally {
      first.close();
    }
  }

  /// The monitors may still be taking up their work.
  private static void saysInTheEnd(Monitor monitor, String question, String expected)
      throws Exception {
    Eventually.holds(() -> assertThat(said(gate(monitor, question))).isEqualTo(expected));
  }

  private static String said(JsonNode answer) {
    return String.join(
        " ",
        answer.path("verdict").asText(),
        answer.path("allowed").asText(),
        answer.path("ended_by").asText());
  }

  private static JsonNode reason(JsonNode answer) {
    return answer.at("/reasons/0");
  }

  private static JsonNode gate(Monitor monitor, String question) throws Exception {
    return JSON.readTree(send(monitor, "gate/" + question).body());
  }

  private static JsonNode evaluate(Monitor monitor, String query, JsonNode row) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url(monitor, "evaluate" + query))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(row.toString()))
            .build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  private static HttpResponse<String> send(Monitor monitor, String path) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(url(monitor, path)).build(), BodyHandlers.ofString());
  }

  private static URI url(Monitor monitor, String path) {
    return URI.create("http://127.0.0.1:" + monitor.port() + "/api/v1/" + path);
  }

  private static JsonNode row(String app, String id, String response, String... documents) {
    var row = JSON.createObjectNode().put("id", id).put("app", app);
    row.put("question", "What is it?").put("response", response);
    var list = row.putArray("documents");
    Stream<String> texts = documents.length == 0 ? Stream.of("a text") : Stream.of(documents);
    texts.forEach(text -> list.addObject().put("id", "d" + list.size()).put("text", text));
    return row;
  }

  private static Path rows(JsonNode... rows) throws Exception {
    Path file = Files.createTempFile(folder, "rows", ".jsonl");
    return Files.write(file, Stream.of(rows).map(JsonNode::toString).toList());
  }

  /// A trace id whose number lies in [low, high).
  private static String id(double low, double high) {
    return IntStream.range(0, 1000)
        .mapToObj(number -> "trace-" + number)
        .filter(id -> SampleHash.uniform("evalstream", id) >= low)
        .filter(id -> SampleHash.uniform("evalstream", id) < high)
        .findFirst()
        .orElseThrow();
  }
}
